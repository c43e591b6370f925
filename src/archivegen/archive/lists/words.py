"""案卷 as plain words, for the templates of covers, backs, lists and notes (GB/T 11822-2008, DA/T 22-2015; domain §9.2, §9.3).

What is not known is ``""``: the form leaves room for a pen.  A total of which a part is not known is not known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from archivegen.archive.volume import Arrangement, FiledPaper, Kind, Volume
from archivegen.pack.handover import Handover

Words = dict[str, Any]

_FEW = 6
_LONGEST_FIRST = ("永久", "30年", "10年")
_BLANK_LINES = 20
_PAPER_AND_COPY, _COPY = "纸质、电子", "电子"


def tell_volumes(arrangement: Arrangement, handover: Handover, institution: str = "") -> Words:
    """Words for the papers of all these volumes: 案卷, 文书 (filed by item), 全部案卷 (both) and 编目 (what they add up to).

    ``institution`` is the 机构（问题） of letters filed by item.  Where nothing is filed yet there is one blank volume, a form for a pen.
    """
    told = [_tell_volume(number, volume, handover) for number, volume in enumerate(arrangement.volumes, start=1)]
    for words, volume in zip(told, arrangement.volumes, strict=True):
        shared = {"卷档号": volume.code, "全宗号": arrangement.fonds, "机构": institution}
        words["机构"] = institution
        words["明细"] = [{**_tell_paper(paper), **shared} for paper in volume.papers]
    told = told or [_blank_volume(handover)]
    stamped = [paper for words in told for paper in words["明细"]]
    boxed = {id(paper) for words in told if words["按件"] for paper in words["明细"]}
    return {
        "案卷": [words for words in told if not words["按件"]],
        "文书": [words for words in told if words["按件"]],
        "全部案卷": told,
        "编目": {
            **_tell_all(arrangement),
            "档号章": [paper for paper in stamped if id(paper) not in boxed],
            "归档章": [paper for paper in stamped if id(paper) in boxed],
        },
    }


def _blank_volume(handover: Handover) -> Words:
    """A volume of which nothing is known, with room for some papers."""
    nothing = Volume(0, "", Kind.VOLUME, "", "", restricted=False, retention="", secrecy="", organisation="", papers=())
    counts = ("序号", "卷号", "件数", "页数", "文字页", "图样页", "照片", "厚度说明", "盒厚")
    line = dict.fromkeys((*_PAPER_WORDS, "卷档号", "全宗号", "机构"), "")
    blank = {**_tell_volume(0, nothing, handover), **dict.fromkeys(counts, ""), "载体": "", "机构": ""}
    return {**blank, "明细": [dict(line) for _ in range(_BLANK_LINES)]}


def _tell_all(arrangement: Arrangement) -> Words:
    volumes = arrangement.volumes
    counts = Counter(volume.retention for volume in volumes)
    filed = [paper for volume in volumes for paper in volume.present]
    papers = {term: sum(len(v.present) for v in volumes if v.retention == term) for term in counts}
    terms = sorted(counts, key=lambda term: (_LONGEST_FIRST.index(term) if term in _LONGEST_FIRST else 9, term))
    return {
        "全宗号": arrangement.fonds,
        "预编": arrangement.provisional,
        "卷数": len(volumes),
        "件数": len(filed),
        "页数": count_pages(filed),
        "期限": [{"保管期限": term, "卷数": counts[term], "件数": papers[term]} for term in terms],
    }


def _tell_volume(number: int, volume: Volume, handover: Handover) -> Words:
    papers = volume.present
    pages = count_pages(papers)
    box = handover.box_for(volume.pages)
    years = sorted({paper.year for paper in papers if paper.year})
    return {
        "序号": number,
        "卷号": volume.label,
        "档号": volume.code,
        "档号段": [part for part in volume.code.split("-") if part],
        "类别": str(volume.kind),
        "按件": volume.kind is Kind.BOX,
        "题名": volume.title,
        "立卷单位": volume.organisation,
        "起日": _as_day(volume.first),
        "止日": _as_day(volume.last),
        "年度": "—".join(dict.fromkeys((years[0], years[-1]))) if years else "",
        "保管期限": volume.retention,
        "密级": volume.secrecy,
        "受限": volume.restricted,
        "件数": len(papers),
        "页数": pages,
        **_tally(papers, handover),
        "盒厚": box,
        "厚度说明": _tell_box(volume, handover, box),
        "起止件号": _tell_numbers(volume.papers),
        "载体": _PAPER_AND_COPY if _has_paper(papers) else _COPY,
        "互见号": _tell_other_copies(volume),
        "备注": "受限" if volume.restricted else "",
        "说明": list(_tell_matters(volume)),
    }


def _remark(paper: FiledPaper) -> str:
    """Why it is not there, or that it is a file only, or where else it lies."""
    other = paper.cross_reference if paper.cross_reference != paper.code else ""
    return paper.remark or (paper.medium if is_digital(paper) else other)


_PAPER_WORDS: Mapping[str, Callable[[FiledPaper], Any]] = MappingProxyType(
    {
        "序号": lambda paper: paper.number,
        "键": lambda paper: paper.item.entry.key,
        "代码": lambda paper: paper.item.entry.code,
        "档号": lambda paper: paper.code,
        "文件编号": lambda paper: paper.document_number,
        "责任者": lambda paper: paper.responsible,
        "题名": lambda paper: paper.item.entry.title,
        "日期": lambda paper: paper.date.replace("-", ""),
        "年度": lambda paper: paper.year,
        "页数": lambda paper: "" if paper.pages is None else paper.pages,
        "保管期限": lambda paper: paper.item.entry.retention,
        "密级": lambda paper: paper.secrecy,
        "备注": _remark,
    }
)
"""Dates of eight digits (GB/T 11822-2008, DA/T 22-2015)."""


def _tell_paper(paper: FiledPaper) -> Words:
    return {name: get(paper) for name, get in _PAPER_WORDS.items()}


def count_pages(papers: Iterable[FiledPaper]) -> int | str:
    """Their pages, or ``""`` when those of one are not known; what exists as an electronic file only has no pages to count."""
    counts = [paper.pages for paper in papers if paper.pages is not None or not is_digital(paper)]
    return "" if None in counts else sum(pages or 0 for pages in counts)


def is_digital(paper: FiledPaper) -> bool:
    """Whether a paper was made by the program, is signed by nobody and was never on paper."""
    return not paper.item.entry.needs_scan


def _tally(papers: Sequence[FiledPaper], handover: Handover) -> Words:
    """Pages of text, drawings and photographs, as the 备考表 counts them."""
    tallied = handover.tallied

    def count(wanted: Callable[[str], bool]) -> int | str:
        return count_pages(paper for paper in papers if wanted(paper.item.entry.code))

    return {
        "文字页": count(lambda code: code not in (*tallied.drawings, *tallied.photos)),
        "图样页": count(lambda code: code in tallied.drawings),
        "照片": count(lambda code: code in tallied.photos),
    }


def _tell_box(volume: Volume, handover: Handover, width: int) -> str:
    pages = volume.pages
    if pages > handover.most_pages:
        return f"{pages}页，一盒装不下，宜分装几盒"
    if count_pages(volume.present) == "":
        return f"已知{pages}页，其余待清点，盒厚按实际选用"
    return f"{pages}页，宜用{width}毫米盒"


def _tell_numbers(papers: Sequence[FiledPaper]) -> str:
    numbers = [paper.number for paper in papers]
    return f"{min(numbers):04d}—{max(numbers):04d}" if numbers else ""


def _tell_matters(volume: Volume) -> Iterable[str]:
    """What the 备考表 says of a volume besides its counts."""
    uncounted = [paper for paper in volume.present if paper.pages is None]
    if unknown := [paper.number for paper in uncounted if not is_digital(paper)]:
        yield f"{_name_papers(unknown)}页数待清点。"
    if digital := [paper.number for paper in uncounted if is_digital(paper)]:
        yield f"{_name_papers(digital)}是电子文件，不计页数。"
    yield from (f"第{paper.number}件{paper.remark}。" for paper in volume.papers if not paper.present)
    if volume.restricted:
        yield "本卷载有个人信息，按规定控制利用，不随公开的档案提供。"


def _name_papers(numbers: Sequence[int]) -> str:
    more = f"等{len(numbers)}件" if len(numbers) > _FEW else "件"
    return f"第{'、'.join(map(str, numbers[:_FEW]))}{more}"


def _tell_other_copies(volume: Volume) -> str:
    """互见号: that paper and file bear one number, and which papers lie elsewhere under another one."""
    same = [f"{volume.code}（纸质、电子同号）"] if _has_paper(volume.present) else []
    other = [paper for paper in volume.present if paper.cross_reference not in ("", paper.code)]
    named = [f"第{paper.number}件：{paper.cross_reference}" for paper in other[:_FEW]]
    more = [f"其余{len(other) - _FEW}件见卷内目录备注"] if len(other) > _FEW else []
    return "；".join((*same, *named, *more))


def _has_paper(papers: Sequence[FiledPaper]) -> bool:
    return not all(map(is_digital, papers))


def _as_day(text: str) -> date | str:
    return date.fromisoformat(text) if text else ""
