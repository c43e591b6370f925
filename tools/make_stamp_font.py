"""Draws src/archivegen/pdf/stamp_font.otf: the signs of stamps and notices, out of Noto Sans CJK SC (SIL OFL 1.1).

    python tools/make_stamp_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Stamps look the same on every machine because they bring this font; whatever it does not hold is taken from a font of the machine.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[1] / "src" / "archivegen" / "pdf" / "stamp_font.otf"
NAME = "ArchivegenStamp"
FACE = 2
"""Simplified Chinese among the faces of the collection."""
SIGNS = "".join(map(chr, range(0x20, 0x7F))) + "·—–…、，。：；！？（）《》“”〔〕【】①②③④⑤⑥⑦⑧⑨⑩×"
WORDS = (
    "全宗号档案卷件页年度机构问题保管期限永久定期待定预编目录题名类科技文书基建会计照片音像电子声"
    "一二三四五六七八九十百千零第共本无密公开内部秘机绝月日办室县乡镇村组局委政府综合党群行财务管项"
    "这份材料没有并入合订本文件名原在这里位置说明打开请用软件查看夹旁边下与同放归属于格式不能转成加了密码已损坏"
    "读出来装缺少暂其他程序阅版查阅直接扫描图像素太大安装后重新包改动原样存光盘数据路径封面备考表受限"
)


def main(source: str) -> None:
    font = TTFont(source, fontNumber=FACE, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features, options.hinting, options.name_IDs = [], False, []
    options.desubroutinize = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=SIGNS + WORDS)
    subsetter.subset(font)
    top = font["CFF "].cff
    top.fontNames[0] = NAME
    about = top.topDictIndex[0]
    about.FullName = about.FamilyName = NAME
    for part in about.FDArray:
        part.FontName = NAME
    font["name"].names = []
    for number, text in (
        (0, "Copyright 2014-2021 Adobe. Subset of Noto Sans CJK SC. SIL Open Font License 1.1, see stamp_font.OFL.txt"),
        (1, NAME), (2, "Regular"), (4, NAME), (6, NAME),
    ):  # fmt: skip
        font["name"].setName(text, number, 3, 1, 0x409)
    font.save(TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes, {len(font.getBestCmap())} signs")


if __name__ == "__main__":
    main(sys.argv[1])
