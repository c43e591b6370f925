"""A pack decides what is checked, how bad it is and what it says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archivegen.errors import PackError
from archivegen.findings import Severity
from archivegen.pack.load import built_in_pack, load_pack
from archivegen.pack.model import Pack

FAULTLESS = Path(__file__).parent / "faultless"
SHORT_ACCOUNT = Path(__file__).parents[1] / "bad" / "R112-short-account"
ELDER = Path(__file__).parents[1] / "bad" / "R109-elder-without-insurance"


@pytest.fixture
def provincial_pack(tmp_path: Path) -> Callable[..., Pack]:
    """The built-in pack with some words of its ``rules.yaml`` replaced."""

    def change(*changes: tuple[str, str]) -> Pack:
        folder = tmp_path / "省模板包"
        shutil.copytree(built_in_pack(), folder)
        text = (folder / "rules.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / "rules.yaml").write_text(text, encoding="utf-8")
        return load_pack(folder)

    return change


def test_a_complete_project_raises_nothing(check):
    assert check(FAULTLESS).findings == ()


def test_a_project_of_nine_lines_raises_nothing(check):
    text = (
        "项目: {名称: 香水村道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
    )
    assert check(text).findings == ()


def test_a_province_makes_a_warning_an_error(check, provincial_pack):
    pack = provincial_pack(("名称: 账号位数不对\n    级别: 警告", "名称: 账号位数不对\n    级别: 错误"))
    assert [finding.severity for finding in check(SHORT_ACCOUNT, pack=pack).findings] == [Severity.ERROR]


def test_a_province_switches_a_rule_off(check, provincial_pack):
    pack = provincial_pack(("名称: 账号位数不对\n    级别: 警告", "名称: 账号位数不对\n    级别: 停用"))
    assert check(SHORT_ACCOUNT, pack=pack).findings == ()


def test_a_province_lowers_an_age(check, provincial_pack):
    pack = provincial_pack(("最高年龄: 70", "最高年龄: 65"))
    assert {finding.code for finding in check(ELDER, pack=pack).findings} == {"R108", "R109"}


def test_a_province_rewords_a_sentence(check, provincial_pack):
    pack = provincial_pack(("{name}的账号 {account} 有 {length} 位，", "{name}的卡号位数是{length}，"))
    assert check(SHORT_ACCOUNT, pack=pack).findings[0].message.startswith("王大山的卡号位数是15，")


def test_a_word_that_no_rule_gives_names_the_rule(check, provincial_pack):
    pack = provincial_pack(("{name}的账号 {account} 有 {length} 位，", "{姓名}的账号，"))
    with pytest.raises(PackError, match=r"R112.*姓名"):
        check(SHORT_ACCOUNT, pack=pack)


def test_a_format_that_does_not_fit_names_the_rule(check, provincial_pack):
    pack = provincial_pack(("{name}的账号 {account} 有 {length} 位，", "{name:.2f}的账号，"))
    with pytest.raises(PackError, match="R112"):
        check(SHORT_ACCOUNT, pack=pack)


def test_an_unknown_severity_names_the_choices(check, provincial_pack):
    pack = provincial_pack(("名称: 账号位数不对\n    级别: 警告", "名称: 账号位数不对\n    级别: 严重"))
    with pytest.raises(PackError, match=r"R112.*严重.*错误、警告、提示、停用"):
        check(FAULTLESS, pack=pack)


def test_an_unknown_rule_is_named(check, provincial_pack):
    pack = provincial_pack(("代码: R112", "代码: R999"))
    with pytest.raises(PackError, match="R999"):
        check(FAULTLESS, pack=pack)


def test_an_unknown_fact_of_a_stage_is_named(check, provincial_pack):
    pack = provincial_pack(("事实: 项目.实际开工", "事实: 项目.开工日"))
    with pytest.raises(PackError, match=r"项目\.开工日"):
        check(FAULTLESS.joinpath("项目.yaml").read_text(encoding="utf-8"), pack=pack)


def test_a_quorum_that_is_no_fraction_is_refused(provincial_pack):
    with pytest.raises(PackError, match="代表到会比例"):
        provincial_pack(("代表到会比例: 2/3", "代表到会比例: 三分之二"))


# --- what a breach concerns -------------------------------------------------------------------------------------------

BAD = Path(__file__).parents[1] / "bad"


def months_of(check, name: str) -> set[tuple[str, ...] | None]:
    folder, *_ = sorted(BAD.glob(f"{name}-*"))
    return {finding.months for finding in check(folder).findings if finding.code == name}


@pytest.mark.parametrize(
    "code", ["R301", "R303", "R306", "R307", "R308", "R310", "R312", "R324", "R330", "R402", "R413"]
)
def test_what_stands_in_one_month_concerns_that_month(check, code):
    assert months_of(check, code) == {("2026-03",)}


@pytest.mark.parametrize("code", ["R201", "R203", "R206"])
def test_what_is_about_a_worker_concerns_the_months_in_which_he_worked(check, code):
    assert months_of(check, code) == {("2026-03",)}


@pytest.mark.parametrize("code", ["R101", "R104", "R111"])
def test_a_worker_who_has_not_worked_concerns_no_month_yet(check, code):
    assert months_of(check, code) == {()}


@pytest.mark.parametrize("code", ["R102", "R103", "R118", "R319", "R326", "R501", "R510"])
def test_what_is_about_the_whole_project_concerns_every_month(check, code):
    assert months_of(check, code) == {None}
    (folder,) = BAD.glob(f"{code}-*")
    assert all(finding.concerns_month("2026-03") for finding in check(folder).findings)


def test_gaps_of_a_log_are_told_month_by_month(check):
    text = (
        "项目: {名称: 香水村道路, 年度: 2026, 类型: 公益性, 建设方式: 村民自建, 县: 巴州区, 乡镇: 云屏镇, 村: 香水村}\n"
        "施工日志: [{日期: 2026-03-30}, {日期: 2026-04-02}]\n"
    )
    found = [(finding.months, finding.message[:20]) for finding in check(text).findings]
    assert [months for months, _ in found] == [("2026-03",), ("2026-04",)]
    assert "2026-03-31" in found[0][1]
    assert "2026-04-01" in found[1][1]
