"""A collected paper has a cover slip that says what to bring; a bank's paper is given nothing but what a bank needs."""

from __future__ import annotations

import pytest

from archivegen.manifest import State
from archivegen.pipeline import assess_project, open_project
from archivegen.plan import Origin
from archivegen.render.office import extract_text
from tests.conftest import LONGMEN, XIANGSHUI
from tests.made import TODAY, make_sample


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_sample(XIANGSHUI, tmp_path_factory.mktemp("slips"))


def slips(made):
    return [entry for entry in made.workspace.plan.entries if entry.slip]


def test_every_collected_paper_that_applies_has_a_slip(made):
    owed = {e.key for e in made.workspace.plan.entries if e.applies and e.origin is Origin.COLLECTED}
    assert {entry.key for entry in slips(made)} == owed
    assert owed


def test_a_slip_says_what_to_bring_who_owes_it_and_where_it_goes(made):
    text = made.text("A05")
    for wanted in ("用地预审", "环境影响登记", "巴州区云屏镇人民政府", "项目申报前", "归档件/A05/"):
        assert wanted in text


def test_the_catalogue_says_of_every_collected_paper_what_must_be_inside_and_when(made):
    vague = [entry.key for entry in slips(made) if not entry.contents or not entry.due]
    assert not vague


def test_a_slip_is_not_the_paper(made):
    states = {item.entry.key: item for item in assess_project(open_project(made.folder, TODAY)).states}
    [missing] = [item for key, item in states.items() if key == "A05"]
    assert missing.state is State.MISSING
    assert "收集原件" in missing.explanation


def test_a_contract_mode_paper_of_a_self_built_project_has_no_slip(made):
    assert "C05" not in {entry.key for entry in slips(made)}


def test_only_one_audience_is_made(run_cli, sample):
    folder = sample(LONGMEN)
    result = run_cli("generate", folder, "--audience", "银行")
    assert result.code == 0, result.out
    names = [path.name for path in (folder / "出件").rglob("*.*x")]
    assert names
    assert all("银行代发" in name for name in names)


def test_an_audience_that_nobody_is_names_those_that_there_are(run_cli, sample):
    result = run_cli("generate", sample(LONGMEN), "--audience", "邻居")
    assert result.code == 2
    assert "邻居；可写：内部、公开、受限、银行。" in result.err


def test_the_words_of_a_bank_hold_no_phone_village_or_category(made):
    words = made.workspace.bank_words
    assert set(words) == {"项目", "参建各方", "发放批次"}
    payee = words["发放批次"][0]["人员"][0]
    assert set(payee) == {"序号", "姓名", "户名", "身份证号", "开户行", "账号", "实发"}


def test_a_bank_file_shows_the_whole_account_and_no_phone(made):
    worker = made.workspace.loaded.project.workers[0]
    key = next(e.key for e in made.workspace.plan.entries if e.key.endswith("+银行代发"))
    text = extract_text(made.path(key).read_bytes(), ".xlsx")
    assert worker.account in text
    assert worker.phone not in text
