"""封存说明.TXT at the root of a bag with a sealed part: what it is and how it opens without us."""

from __future__ import annotations

from archivegen.archive.completeness.index import ArchiveFacts
from archivegen.manifest import SEALED_PATH
from archivegen.sealing import INNER_NAME

SEAL_NOTE = "封存说明.TXT"


def explain_seal(facts: ArchiveFacts, files: int) -> bytes:
    """The note, UTF-8 with a mark for old editors; ``files``: how many lie in the sealed part."""
    lines = (
        "封存说明",
        "",
        f"项目名称：{facts.project_name}",
        f"封存日期：{facts.closed_on.isoformat()}",
        f"封存文件：data/{SEALED_PATH}（{files} 个文件）",
        "",
        "受限材料（含身份证号、银行账号、电话等）已用口令封存在上述文件里，只为传递途中保密。",
        "口令由封存人另行告知，本档案包里没有，也不能找回。移交档案馆长期保存的，应当先解封，档案馆不接收加密的文件。",
        "",
        "打开方法一：用常用的压缩软件（7-Zip、WinRAR、Bandizip 等）",
        f"1. 打开 data/{SEALED_PATH}，输入口令，取出里面的“{INNER_NAME}”。",
        f"2. 再解压“{INNER_NAME}”，得到受限材料。Windows 自带的解压功能不支持这种加密，请用上面的软件。",
        "",
        "打开方法二：用本系统",
        "archivegen unseal 档案包 -o 放到哪里",
        "解开时逐个核对摘要，与封存前不符的会指出来。",
        "",
        "加密方式：ZIP 的 AES-256（WinZip AE-2）。各文件的 SHA-256 摘要和字节数见 data/00_索引/档案清单.json 中“封存”为 true 的文件。",
    )
    return ("\ufeff" + "".join(f"{line}\r\n" for line in lines)).encode("utf-8")
