"""A faultless bag as ours are, laid down by hand: two papers, a 档案清单, every tag file listed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.formats.files_by_hand import make_pdf
from tests.verify.bags_by_hand import DECLARATION, list_files

SAMPLE = Path(__file__).parents[1] / "bad" / "V056-other-version"
LIST_OF_PAPERS = "data/00_索引/档案清单.json"
JOURNAL = "data/00_索引/过程记录.jsonl"
LOG = "data/03_实施/C18_施工日志/C18_01_施工日志.pdf"
PLAN = "data/02_申报/B05_项目资金计划下达文件/B05_01_项目资金计划下达文件.pdf"
CONTENT_CODES = ("V06", "V07")
"""Findings on what is inside the files: these here are no real scans."""


def make_our_bag():
    """The bag of V056 with the right page put back, a log of two lines and an index page."""
    files = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in SAMPLE.rglob("*") if path.is_file()}
    files[LOG] = make_pdf(note="C18")
    first = '{"事件": "生成", "前一行": "", "文件": "a", "时间": "2026-11-20T09:00:00+08:00", "键": "C18", "sha256": ""}'.encode()
    second = json.dumps({"事件": "归档", "前一行": hashlib.sha256(first).hexdigest(), "键": "C18"}, ensure_ascii=False)
    files[JOURNAL] = first + b"\n" + second.encode() + b"\n"
    files["bagit.txt"] = DECLARATION
    files["index.html"] = b"<!DOCTYPE html><title>x</title>"
    return seal(files)


def seal(files, *, oxum=True, manifest=True, tags=True):
    """The bag with bag-info.txt and its manifests made anew, as far as asked."""
    files = dict(files)
    payload = {path: content for path, content in files.items() if path.startswith("data/")}
    if oxum:
        sums = f"{sum(map(len, payload.values()))}.{len(payload)}"
        files["bag-info.txt"] = f"Bag-Software-Agent: archivegen\nPayload-Oxum: {sums}\n".encode()
    if manifest:
        files["manifest-sha256.txt"] = list_files(payload)
    if tags:
        loose = {path: content for path, content in files.items() if not path.startswith(("data/", "tagmanifest"))}
        files["tagmanifest-sha256.txt"] = list_files(loose)
    return files


def list_papers(files):
    """The bag with its 档案清单 edited to match: what a forger who knows the format does."""
    document = json.loads(files[LIST_OF_PAPERS])
    for item in document["材料"]:
        for file in item["文件"]:
            content = files[f"data/{file['路径']}"]
            file.update(sha256=hashlib.sha256(content).hexdigest(), 字节数=len(content))
    return {**files, LIST_OF_PAPERS: json.dumps(document, ensure_ascii=False).encode()}


def found_codes(result):
    """What was found, without what is said of the inside of files."""
    return {finding.code for finding in result.report.findings if not finding.code.startswith(CONTENT_CODES)}
