"""Indexes made by hand: a small one in which everything occurs, and a large one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from archivegen.archive import ArchivedFile, ArchiveFacts, Arrangement, FiledPaper, ItemState, SourceFile, State, Volume
from archivegen.archive.completeness.gate_lines import GateLine, Obstacle
from archivegen.archive.completeness.index import Index, build_index
from archivegen.archive.volume import Kind, Override
from archivegen.findings import Finding, Place, Severity
from archivegen.manifest import Audience
from archivegen.pack.load import load_pack
from archivegen.plan import Origin, Plan, PlanEntry, Stage

STAGES = tuple(
    Stage(code, name) for code, name in zip("ABCDE", ("规划储备", "申报", "实施", "验收", "总结移交"), strict=True)
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
FACTS = ArchiveFacts(
    project_name="香水村<b>产业道路</b>&“'配套\"",
    organisation="香水镇人民政府",
    closed_on=dt.date(2026, 11, 22),
    tool_version="0.1.0",
    project_code="2603-511902-04-01-123456",
    details=(("建设地点", "香水村1组至6组"), ("总投资", "398.60 万元")),
)
HOSTILE = (
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    '" onclick="window.hacked=1',
    "甲#乙?丙%20丁&戊'己",
    "{{ 7*7 }}{% raw %}",
    "路面 硬化＃１２３ＡＢＣ",
    "很长" * 40 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 4,
    "\u202e倒写的题名",
)
"""Titles as only an enemy, or a tired clerk, writes them."""


def make_item(code: str, title: str, state: State, instance: str = "", **changes: Any) -> ItemState:
    """One paper with its state."""
    level = changes.pop("level", "镇")
    key = f"{code}@{instance}" if instance else code
    entry = PlanEntry(
        code=code,
        key=changes.pop("key", key),
        name=changes.pop("name", title),
        title=title,
        stage=code[0],
        origin=Origin.GENERATED,
        level=level,
        responsible=changes.pop("responsible", "香水镇人民政府"),
        retention=changes.pop("retention", "30年"),
        signers=("制表人",),
        applies=state is not State.NOT_APPLICABLE,
        **changes,
    )
    stage = next(stage for stage in STAGES if stage.code == code[0])
    owed = state in (State.UNSIGNED, State.MISSING)
    return ItemState(
        entry,
        stage,
        state,
        "没有此项" if state is State.NOT_APPLICABLE else "说明文字",
        "还没有签章" if owed else "",
        f"由制表人签字盖章，扫描后放入 归档件/{entry.key}/" if owed else "",
    )


def file_papers(items: list[ItemState], suffixes: tuple[str, ...] = (".png",)) -> Arrangement:
    """A volume a stage, with ``len(suffixes)`` files a paper under names that need every kind of escape."""
    volumes = []
    for number, stage in enumerate(STAGES, start=1):
        papers = []
        for item in items:
            if item.stage != stage or item.state is not State.COMPLETE:
                continue
            position = len(papers) + 1
            safe = item.entry.title.replace("/", "／")[:40]
            files = tuple(
                ArchivedFile(
                    item.entry.key,
                    f"{stage.folder}/{number:03d}-{position:04d}-{part}_{safe}{suffix}",
                    SourceFile(Path(), -1, -1),
                    2,
                )
                for part, suffix in enumerate(suffixes if item.entry.code == "C16" else suffixes[:1], start=1)
            )
            code = f"QZ-{number:03d}-{position:04d}"
            papers.append(
                FiledPaper(
                    item, position, code, files, 2, item.entry.responsible, date=f"2026-03-{position % 28 + 1:02d}"
                )
            )
        if papers:
            volumes.append(
                Volume(
                    number,
                    f"QZ-{number:03d}",
                    Kind.VOLUME,
                    f"{stage.name}卷",
                    f"{number:03d}_{stage.name}",
                    False,
                    "永久",
                    "",
                    "香水镇人民政府",
                    tuple(papers),
                )
            )
    return Arrangement(tuple(volumes), overrides=(Override("B01", "申报请示", "10年", "永久", "省里有要求"),))


def make_rich_index() -> Index:
    """Every kind of line once, hostile titles among them."""
    states = list(State)
    items = [
        make_item(
            f"C4{number}",
            title,
            State.COMPLETE if number % 2 else State.MISSING,
            responsible=title,
            level="施",
            aspect=3,
            group="实施",
        )
        for number, title in enumerate(HOSTILE)
    ]
    items = [
        make_item("A01", "劳动力摸底调查表", State.COMPLETE, emphasis=("本地劳动力组织",), aspect=3, group="前期"),
        make_item("A03", "储备入库申报表", State.MISSING, level="县", aspect=1, group="前期", retention="10年"),
        make_item("B01", "申报请示", State.COMPLETE, level="县", aspect=1, group="前期", retention="永久"),
        make_item("B06", "县级计划公示", State.COMPLETE, level="县", audience=Audience.PUBLIC, aspect=2, group="前期"),
        *(
            make_item(
                "C16",
                f"务工签到表（2026年{month}月）",
                states[month % 3],
                f"2026-{month:02d}",
                name="务工签到表",
                level="施",
                emphasis=("本地劳动力组织", "劳务报酬发放"),
                aspect=3,
                group="实施",
            )
            for month in range(1, 7)
        ),
        make_item(
            "C21",
            "劳务报酬发放表",
            State.UNSIGNED,
            audience=Audience.RESTRICTED,
            emphasis=("劳务报酬发放",),
            aspect=3,
            group="财务",
        ),
        make_item("C30", "设计变更", State.NOT_APPLICABLE, level="村", aspect=5, group="实施"),
        *items,
        make_item("D08", "复验意见书", State.MISSING, level="县", aspect=6, group="验收"),
        make_item("E04", "产权移交书", State.COMPLETE, aspect=6, group="验收", retention="永久"),
    ]
    arrangement = file_papers(items, (".png", ".jpg"))
    obstacles = (
        Obstacle("香水镇人民政府", "C21 劳务报酬发放表（待签章）", "C21", "签章", "", paper=True),
        Obstacle("香水镇人民政府", "R601 公示天数不够", "项目.yaml:31", "请等公示期满"),
    )
    gates = (
        GateLine("G1", "入库申报", "", "项目能不能申报", "能", settled=True, sentence="能。"),
        GateLine(
            "G3", "发薪", "2026-03", "2026年3月的报酬能不能发", "不能", False, "现在还不能，还有 2 件事：", obstacles
        ),
    )
    loose = (Finding("A011", Severity.ERROR, "认不出是哪一份材料", Place("归档件/说不清.pdf")),)
    prerequisites = ((5, "兑现花名册", ("C21", "C23")), (10, "工程总结", ("E04",)))
    plan = Plan(STAGES, tuple(item.entry for item in items), prerequisites, load_pack().catalogue.orders)
    book = (("合订本", "00_索引/案卷/003_实施/合订本.pdf"),)
    return build_index(FACTS, plan, items, arrangement, gates=gates, loose=loose, volume_links={3: book})


def make_large_index(papers: int) -> Index:
    """So many papers of sixty lines, as a project of some hundred workers and two years has them."""
    states = (State.COMPLETE, State.COMPLETE, State.COMPLETE, State.UNSIGNED, State.MISSING)
    items = [
        make_item(
            f"C{10 + number % 60}",
            f"用工合同（务工人员{number:04d}）",
            states[number // 60 % 5],
            f"{number:04d}",
            name="用工合同（劳务协议）",
            level="施",
            emphasis=("本地劳动力组织",),
            aspect=3,
            group="实施",
        )
        for number in range(papers)
    ]
    items.sort(key=lambda item: item.entry.code)
    plan = Plan(STAGES, tuple(item.entry for item in items), (), load_pack().catalogue.orders)
    return build_index(FACTS, plan, items, file_papers(items))


def lay_out(folder: Path, index: Index, page: bytes) -> Path:
    """The page and the files that it links, as they lie in a bag; returns the page."""
    for row in index.rows:
        for path in row.files:
            place = folder / "data" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(PNG)
    for links in index.volume_links.values():
        for _, path in links:
            place = folder / "data" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(PNG)
    place = folder / "index.html"
    place.write_bytes(page)
    return place
