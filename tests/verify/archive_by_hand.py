"""A faultless archive of ours in format 2, laid down by hand, and ways to spoil it and make the lists fit again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

from tests.formats.files_by_hand import make_docx, make_scan, make_xlsx
from tests.verify.bags_by_hand import DECLARATION
from tests.verify.our_bag import seal

LIST = "data/00_索引/档案清单.json"
JOURNAL = "data/00_索引/过程记录.jsonl"
SCAN = "02_申报/B05_项目资金计划下达文件/001-0001_B05_项目资金计划下达文件.pdf"
LOG = "03_实施/C18_施工日志/002-0001_C18_施工日志.docx"
PAY = "03_实施/C21_劳务报酬发放表/002-0002_C21_劳务报酬发放表.pdf"
SIGNED = "05_总结移交/E09_案卷目录/E09_卷内目录.pdf"
Files = dict[str, bytes]
Document = dict[str, Any]
Spoil = Callable[[Document, Files], None]


def make_document(*, final: bool = False) -> Document:
    """The 档案清单 of an archive of two volumes, three papers and the list of papers that a person signed."""
    return {
        "格式": "archivegen/档案清单/2",
        "项目名称": "香水村产业道路",
        "项目代码": "",
        "模板包": "sichuan",
        "模板包版本": "1.0",
        "软件版本": "0.1.0",
        "归档日期": "2026-11-22",
        "全宗号": "0146",
        "编号状态": "正式" if final else "预编",
        "范围": "全部",
        "案卷": [_volume(1, "永久", ["2026-01-28"], 1), _volume(2, "30年", ["2026-03-31", "2026-04-10"], 2)],
        "材料": [
            _item("B05", "项目资金计划下达文件", 1, 1, "永久", "2026-01-28", SCAN, 2 if final else 1),
            _item("C18", "施工日志", 2, 1, "30年", "2026-03-31", LOG, None),
            _item("C21", "劳务报酬发放表", 2, 2, "30年", "2026-04-10", PAY, 1),
            _item("E09", "卷内目录", None, None, "永久", "2026-11-20", SIGNED, 1),
            {**_item("D12", "工程质量保修书", None, None, "30年", "", "", None), "状态": "不适用", "说明": "村民自建"},
        ],
    }


def _volume(number: int, retention: str, dates: list[str], papers: int) -> Document:
    return {
        "案卷号": number,
        "档号": f"0146-KJ·JJ·012-Y-{number:03d}",
        "类别": "案卷",
        "题名": "香水村产业道路材料",
        "立卷单位": "香水镇人民政府",
        "起日": dates[0],
        "止日": dates[-1],
        "保管期限": retention,
        "密级": "内部",
        "件数": papers,
        "页数": 1,
        "合订本": "",
    }


def _item(
    key: str,
    title: str,
    volume: int | None,
    number: int | None,
    retention: str,
    date: str,
    path: str,
    pages: int | None,
) -> Document:
    is_scan = path.endswith(".pdf")
    return {
        "键": key,
        "代码": key,
        "题名": title,
        "阶段": key[0],
        "件号": number,
        "状态": "齐全",
        "说明": "已收到归档件",
        "责任层级": "镇",
        "责任者": "香水镇人民政府",
        "保管期限": retention,
        "受众": "内部",
        "来源": "生成",
        "案卷号": volume,
        "档号": f"0146-KJ·JJ·012-Y-{volume:03d}-{number:04d}" if volume else "",
        "形成单位": "香水镇人民政府",
        "文件编号": "",
        "日期": date,
        "年度": "2026",
        "密级": "内部",
        "门类": "KJ·JJ",
        "页数": 1 if is_scan else None,
        "载体": "纸质、电子" if is_scan else "电子",
        "互见号": f"纸质 {key}" if is_scan else "",
        "六类": "实施",
        "分项": 1,
        "要点": [],
        "签章": [],
        "文件": [
            {
                "路径": path,
                "sha256": "",
                "字节数": 0,
                "页数": 1 if is_scan else None,
                "格式": "PDF 文件" if is_scan else "Word 文档",
                "封存": False,
            }
        ]
        if path
        else [],
    }


def make_archive(
    spoil: Spoil = lambda document, files: None, after: Spoil = lambda document, files: None, *, final: bool = False
) -> Files:
    """The archive's files; ``spoil`` changes 档案清单 and papers before the lists are made of them, ``after`` the finished files.

    Digests, sizes and manifests always fit: what is found is found by looking into the files and lists.
    """
    document = make_document(final=final)
    for item in document["材料"]:
        item["文件"] = [{**file, "页数": file["页数"]} for file in item["文件"]]
    files: Files = {f"data/{path}": make_scan() for path in (SCAN, PAY, SIGNED)}
    files[f"data/{LOG}"] = make_docx()
    spoil(document, files)
    for item in document["材料"]:
        for file in item["文件"]:
            content = files.get(f"data/{file['路径']}", b"")
            file.update(sha256=hashlib.sha256(content).hexdigest(), 字节数=len(content))
    files |= _make_lists(document)
    files[JOURNAL] = make_journal([{"事件": "生成", "键": "C18"}, {"事件": "归档", "键": ""}])
    files["bagit.txt"] = DECLARATION
    files["说明文件.TXT"] = "说明".encode()
    files["index.html"] = b"<!DOCTYPE html><script>1</script>"
    after(document, files)
    files[LIST] = json.dumps(document, ensure_ascii=False).encode()
    return seal(files)


def make_journal(events: list[dict[str, str]]) -> bytes:
    out, before = b"", ""
    for event in events:
        line = json.dumps({**event, "前一行": before}, ensure_ascii=False).encode()
        before = hashlib.sha256(line).hexdigest()
        out += line + b"\n"
    return out


def _make_lists(document: Document) -> Files:
    files: Files = {"data/00_索引/案卷目录.xlsx": make_xlsx(), "data/00_索引/资料清单完整性.xlsx": make_xlsx()}
    files |= _write("data/00_索引/案卷目录", {}, "案卷", document["案卷"])
    for volume in document["案卷"]:
        papers = [_line(item) for item in document["材料"] if item["案卷号"] == volume["案卷号"] and item["文件"]]
        files |= _write(f"data/00_索引/案卷/{volume['案卷号']:03d}_材料/卷内目录", volume, "文件", papers)
    filed = [_line(item) for item in document["材料"] if item["文件"]]
    files["目录文件.XML"] = _write("x", {}, "文件", filed)["x.xml"]
    return files


def _line(item: Document) -> Document:
    told = {"档号": item["档号"], "文件题名": item["题名"], "日期": item["日期"], "页数": item["页数"]}
    return {**told, "保管期限": item["保管期限"], "电子文件": [f"data/{file['路径']}" for file in item["文件"]]}


def _write(path: str, head: Document, row: str, lines: list[Document]) -> Files:
    """A list as JSON, XML and CSV."""
    root = ET.Element("目录")
    for name, value in head.items():
        ET.SubElement(root, name).text = str(value)
    for line in lines:
        element = ET.SubElement(root, row)
        for name, value in line.items():
            ET.SubElement(element, name).text = "" if value is None else str(value)
    table = io.StringIO()
    writer = csv.DictWriter(table, list(lines[0]) if lines else ["档号"])
    writer.writeheader()
    writer.writerows(lines)
    return {
        f"{path}.json": json.dumps({**head, row: lines}, ensure_ascii=False).encode(),
        f"{path}.xml": ET.tostring(root, "utf-8"),
        f"{path}.csv": ("\ufeff" + table.getvalue()).encode(),
    }
