"""编目: how papers become volumes, how 档号 and files are named, how long and how secret.  Data of ``filing.yaml``.

Codes, titles and names are texts of the template language; each pattern may use the words listed beside it here, and no others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archivegen.errors import TemplateError
from archivegen.language import compile_text
from archivegen.manifest import Audience
from archivegen.project.values import Facts, Text, Texts, Whole, fact

VOLUME_WORDS = ("全宗号", "类别", "项目号", "年度", "期限", "案卷号", "组", "卷次", "项目名称")
ITEM_WORDS = (*VOLUME_WORDS, "案卷档号", "件号", "代码")
BOX_ITEM_WORDS = ("全宗号", "类别", "年度", "期限", "机构", "件号", "代码")
BOX_WORDS = ("全宗号", "类别", "年度", "期限", "机构", "保管期限", "项目名称")
CODE_WORDS = ("档号",)
FILE_WORDS = ("案卷号", "件号", "代码", "题名")
_WIDTHS = {"案卷": 3, "件": 4, "项目": 3}
_MEDIA = ("扫描件", "原生")


class VolumeGroup(Facts):
    """分组: the papers of these stages and codes make a volume."""

    name: Text = fact("名称")
    stages: Texts = fact("阶段", "阶段代码，如 [A, B]", default=())
    papers: Texts = fact("材料", "材料代码，先于阶段", default=())


class VolumeOptions(Facts):
    """案卷: arrangement by volume (GB/T 11822-2008)."""

    code: Text = fact("档号")
    title: Text = fact("题名")
    item_code: Text = fact("件档号")
    most_pages: Whole = fact("最多页数")
    most_papers: Whole = fact("最多件数")
    groups: tuple[VolumeGroup, ...] = fact("分组", default=())
    restricted: Text = fact("受限组", default="受限")
    before: dict[Text, Text] = fact("提前", "材料代码到它要排在前面的材料代码", default={})


class ItemSeries(Facts):
    """按件: papers filed by item (DA/T 22-2015): office letters, photographs."""

    category: Text = fact("类别", "如 WS、ZP")
    name: Text = fact("名称")
    papers: Texts = fact("材料", "材料代码", default=())
    code: Text = fact("档号")
    title: Text = fact("题名")
    first_box: Whole = fact("盒号起", "盒号从几起编，不与案卷号重复")


class Filing(Facts):
    """``filing.yaml``."""

    category: Text = fact("类别")
    unknown_fonds: Text = fact("全宗号待定")
    organisation: Text = fact("立卷单位", "可用项目的词")
    terms: dict[Text, Text] = fact("期限代码", "保管期限到代码，从长到短", min_length=1)
    secrecy: Texts = fact("密级", "从低到高", min_length=1)
    secrecy_of: dict[Text, Text] = fact("受众密级")
    media: dict[Text, Text] = fact("载体")
    cross_reference: Text = fact("互见号", "扫描件的纸质原件的档号；可用的词：档号", default="")
    widths: dict[Text, Whole] = fact("位数")
    aliases: dict[Text, Text] = fact("文件名替换", default={})
    volumes: VolumeOptions = fact("案卷")
    by_item: tuple[ItemSeries, ...] = fact("按件", default=())
    file_name: Text = fact("文件名")

    def pad(self, number: int, what: str) -> str:
        """A number of 案卷, 件 or 项目 as codes show it."""
        return f"{number:0{self.widths[what]}d}"

    def rank(self, retention: str) -> int:
        """0 for the longest period; one that the pack does not know comes after all others."""
        return list(self.terms).index(retention) if retention in self.terms else len(self.terms)

    def longest(self, periods: Iterable[str]) -> str:
        """The longest of these periods, empty when there is none (GB/T 11822: a volume is kept as long as its longest paper)."""
        return min((period for period in periods if period), key=self.rank, default="")

    def highest(self, levels: Iterable[str]) -> str:
        """The highest of these grades of secrecy, empty when there is none."""
        known = list(self.secrecy)
        return max((level for level in levels if level in known), key=known.index, default="")

    def series_of(self, code: str) -> ItemSeries | None:
        """The series in which a paper is filed by item, or None."""
        return next((series for series in self.by_item if code in series.papers), None)


def find_filing_problems(filing: Filing, stages: Iterable[str], papers: Iterable[str]) -> Iterator[str]:
    """All that is wrong in ``filing.yaml``, each a line with its place; ``stages`` and ``papers`` are codes of the catalogue."""
    stages, papers = set(stages), set(papers)
    found = (
        *_table_problems(filing),
        *_limit_problems(filing),
        *_group_problems(filing, stages, papers),
        *_series_problems(filing, papers),
        *_pattern_problems(filing),
    )
    yield from (f"  filing.yaml：{problem}" for problem in found)


def find_period_problems(filing: Filing, periods: Mapping[str, str]) -> Iterator[str]:
    """Retention periods of the catalogue (code → period) for which there is no code."""
    for code, period in periods.items():
        if period and period not in filing.terms:
            yield f"  catalogue.yaml：{code} 的保管期限“{period}”应为 {'、'.join(filing.terms)} 之一（见 filing.yaml 的期限代码）"


def _table_problems(filing: Filing) -> Iterator[str]:
    for code, count in Counter(filing.terms.values()).items():
        if count > 1:
            yield f"期限代码“{code}”用了 {count} 次，几种保管期限要有不同的代码"
    for level, count in Counter(filing.secrecy).items():
        if count > 1:
            yield f"密级“{level}”写了 {count} 次，请只留一个"
    yield from _key_problems("受众密级", filing.secrecy_of, tuple(Audience))
    yield from _key_problems("位数", filing.widths, _WIDTHS)
    yield from _key_problems("载体", filing.media, _MEDIA)
    for audience, level in filing.secrecy_of.items():
        if level not in filing.secrecy:
            yield f"受众密级“{audience}: {level}”应为 {'、'.join(filing.secrecy)} 之一"
    for old, new in filing.aliases.items():
        if len(old) != 1 or not new.isascii() or set(new) & set('/\\:*?"<>|%'):
            yield f"文件名替换“{old}: {new}”应是一个字符换成 ASCII 字符，不能有 / \\ : 等符号"


def _key_problems(group: str, found: Mapping[str, Any], known: Iterable[str]) -> Iterator[str]:
    known = list(known)
    yield from (f"{group}缺少“{key}”" for key in known if key not in found)
    yield from (f"{group}的“{key}”不认识，应为 {'、'.join(known)}" for key in found if key not in known)


def _limit_problems(filing: Filing) -> Iterator[str]:
    for name, least in _WIDTHS.items():
        width = filing.widths.get(name, least)
        if not 1 <= width <= 9:
            yield f"位数“{name}: {width}”应在 1 到 9 之间"
    for name, limit in (("最多页数", filing.volumes.most_pages), ("最多件数", filing.volumes.most_papers)):
        if limit < 1:
            yield f"案卷的{name}应大于 0"


def _group_problems(filing: Filing, stages: set[str], papers: set[str]) -> Iterator[str]:
    options = filing.volumes
    names = Counter([*(group.name for group in options.groups), options.restricted])
    yield from (f"案卷分组“{name}”的名称重复，各组和受限组要有不同的名称" for name, n in names.items() if n > 1)
    for group in options.groups:
        yield from (f"案卷分组“{group.name}”的阶段“{code}”不在阶段表中" for code in group.stages if code not in stages)
        yield from (f"案卷分组“{group.name}”的材料 {code} 不在清单中" for code in group.papers if code not in papers)
        if not group.stages and not group.papers:
            yield f"案卷分组“{group.name}”没有写阶段，也没有写材料"
    for what, codes in (
        ("阶段", [code for group in options.groups for code in group.stages]),
        ("材料", [code for group in options.groups for code in group.papers]),
    ):
        yield from (f"案卷分组的{what} {code} 出现 {n} 次，只能归入一组" for code, n in Counter(codes).items() if n > 1)
    for code, target in options.before.items():
        for paper in (code, target):
            if paper not in papers:
                yield f"案卷的“提前 {code}: {target}”中 {paper} 不在清单中"
        if code == target or target in options.before:
            yield f"案卷的“提前 {code}: {target}”说不通：{target} 自己也要提前，或者就是它本身"


def _series_problems(filing: Filing, papers: set[str]) -> Iterator[str]:
    for series in filing.by_item:
        yield from (f"按件“{series.name}”的材料 {code} 不在清单中" for code in series.papers if code not in papers)
        if series.first_box < 1:
            yield f"按件“{series.name}”的盒号起应大于 0"
    codes = Counter(code for series in filing.by_item for code in series.papers)
    yield from (f"按件的材料 {code} 出现 {n} 次，只能归入一类" for code, n in codes.items() if n > 1)
    for what, values in (
        ("类别", [series.category for series in filing.by_item]),
        ("盒号起", [series.first_box for series in filing.by_item]),
    ):
        yield from (f"按件的{what} {value} 出现 {n} 次，各类要不同" for value, n in Counter(values).items() if n > 1)


# --- patterns ---------------------------------------------------------------------------------------------------------


def _pattern_problems(filing: Filing) -> Iterator[str]:
    options = filing.volumes
    yield from _check_pattern("案卷的档号", options.code, VOLUME_WORDS, ("案卷号",))
    yield from _check_pattern("案卷的题名", options.title, VOLUME_WORDS, ())
    yield from _check_pattern("案卷的件档号", options.item_code, ITEM_WORDS, ("件号",))
    yield from _check_pattern("互见号", filing.cross_reference, CODE_WORDS, ())
    yield from _check_pattern("文件名", filing.file_name, FILE_WORDS, ("案卷号", "件号"))
    for series in filing.by_item:
        yield from _check_pattern(f"按件“{series.name}”的档号", series.code, BOX_ITEM_WORDS, ("年度", "期限", "件号"))
        yield from _check_pattern(f"按件“{series.name}”的题名", series.title, BOX_WORDS, ())
    try:
        compile_text(filing.organisation)
    except TemplateError as error:
        yield f"立卷单位：{error}"


def _check_pattern(where: str, pattern: str, words: Iterable[str], needed: Iterable[str]) -> Iterator[str]:
    """A pattern must be readable, use known words only, and tell two numbers apart."""
    sample: dict[str, Any] = dict.fromkeys(words, "甲")
    if "卷次" in sample:
        sample["卷次"] = 1
    try:
        text = compile_text(pattern)
        usual = text(sample)
        alike = [word for word in needed if text({**sample, word: "乙"}) == usual]
    except TemplateError as error:
        yield f"{where}有误：{error}。可用的词：{'、'.join(words)}"
        return
    if alike:
        yield f"{where}“{pattern}”里要有 {'、'.join(alike)}，否则两件会同号"
