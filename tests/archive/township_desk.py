"""A township's desk: a plan, drafts and scans in real folders."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from archivegen.archive import ArchiveFacts, FilingOrder, Records, arrange, assess, close_archive, find_records, look_at
from archivegen.archive.bag.write import Packing
from archivegen.pack.load import load_pack
from archivegen.plan import Origin, Plan, PlanEntry, Stage
from tests.formats.files_by_hand import make_docx, make_pdf, make_xlsx

PDF = make_pdf()
FILING = load_pack().filing
STAGES = tuple(
    Stage(code, name) for code, name in zip("ABCDE", ("规划储备", "申报", "实施", "验收", "总结移交"), strict=True)
)


class Desk:
    """A project folder with 出件 and 归档件, and what the plan asks for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records_folder = folder / "归档件"
        self.records_folder.mkdir(parents=True)
        self.entries: list[PlanEntry] = []
        self.drafts: dict[str, Path] = {}
        self.prerequisites: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
        self.orders = load_pack().catalogue.orders

    def owe(self, key: str, name: str = "劳务报酬发放表", **changes: Any) -> PlanEntry:
        """A paper that the project owes; by default one that the tool makes and two people sign."""
        code = key.partition("@")[0].partition("+")[0]
        instance = key.partition("@")[2]
        entry = PlanEntry(
            code=code,
            key=key,
            name=name,
            title=f"{name}（{instance}）" if instance else name,
            stage=code[0],
            origin=Origin.GENERATED,
            level="镇",
            responsible="香水镇人民政府",
            retention="30年",
            signers=("制表人", "乡镇主要负责人"),
        )
        self.entries.append(replace(entry, **changes))
        return self.entries[-1]

    def draft(self, key: str, content: bytes = b"draft", suffix: str = ".docx") -> Path:
        """A paper that was generated."""
        path = self.folder / "出件" / f"{key}{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(make_xlsx({"note": content}) if suffix == ".xlsx" else make_docx({"note": content}))
        self.drafts[key] = path
        return path

    def scan(self, name: str, content: bytes = PDF) -> Path:
        """A file that somebody laid into 归档件."""
        path = self.records_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    @property
    def plan(self) -> Plan:
        return Plan(STAGES, tuple(self.entries), self.prerequisites, self.orders)

    def records(self) -> Records:
        return find_records(self.records_folder, self.entries)

    def filed(self) -> dict[str, list[str]]:
        """Which files were taken for which key."""
        return {key: [file.path.name for file in files] for key, files in self.records().files.items()}

    def codes(self) -> list[str]:
        """Codes of everything that could not be filed."""
        return [finding.code for finding in self.records().findings]

    def states(self) -> Any:
        return assess(self.plan, self.drafts, self.records())

    def arrangement(self) -> Any:
        return arrange(self.states(), self.drafts, self.records(), self.order(), look=look_at)

    def order(self, **changes: Any) -> FilingOrder:
        return FilingOrder(**{"filing": FILING, "project_name": "香水村产业道路", "year": "2026"} | changes)

    def files(self) -> Any:
        return self.arrangement().files

    def facts(self, **changes: Any) -> ArchiveFacts:
        facts = ArchiveFacts(
            project_name="香水村产业道路",
            organisation="香水镇人民政府",
            closed_on=dt.date(2026, 11, 22),
            tool_version="0.1.0",
            project_code="2603-511902-04-01-123456",
            pack_id="内置",
            pack_version="1.0",
        )
        return replace(facts, **changes)

    def close(self, name: str = "香水村产业道路", **options: Any) -> Path:
        """Close the archive below 档案包."""
        facts = options.pop("facts", None) or self.facts()
        destination = self.folder / "档案包" / name
        options["packing"] = Packing(options.pop("as_zip", False), options.pop("sm3", False))
        return close_archive(destination, facts, self.plan, self.states(), self.arrangement(), **options)
