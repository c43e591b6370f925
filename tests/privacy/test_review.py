"""A secret in any place of any file is found; a file that nobody can read is never called clean."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archivegen.privacy import Persons, Review, Reviewer, know_persons
from tests.privacy import files_by_hand as by_hand
from tests.privacy.test_numbers import CARDS, IDS, PHONES

ID_NUMBER = "511902196803150011"
PASSBOOK = "88010120001234567"
"""An account of a village bank: no check digit, no known beginning."""
NOBODY = Persons(frozenset(), {})
WORDS = {
    "务工人员": [
        {"姓名": "张德富", "身份证号": ID_NUMBER, "账号": PASSBOOK, "电话": "13900005242", "人员类别": "脱贫户"},
        {"姓名": "李国民", "身份证号": "", "账号": "", "电话": "", "人员类别": ""},
    ],
    "参建各方": {"业主单位": {"名称": "香水村村民委员会", "账号": "99010120007654321"}},
}
CATEGORIES = ("脱贫户", "监测对象", "低保")
PLACES = by_hand.places(ID_NUMBER)


def review(name: str, content: bytes, persons: Persons = NOBODY) -> Review:
    reviewer = Reviewer(persons, CATEGORIES, 40)
    reviewer.read_made(name, content)
    return reviewer.review


def codes(found: Review) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize("place", PLACES)
def test_an_identity_number_is_found_in(place):
    found = review(*PLACES[place])
    assert set(codes(found)) == {"A081"}, place
    assert ID_NUMBER not in str(found.findings), "a report is mailed and pinned up"


@pytest.mark.parametrize("place", PLACES)
def test_the_same_file_without_it_is_clean(place):
    name, content = by_hand.places("QZ0012-D30-003-012")[place]
    assert codes(review(name, content)) == [], place


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(secret=st.one_of(IDS, CARDS, PHONES), place=st.sampled_from(sorted(PLACES)))
def test_any_number_is_found_in_any_place(secret, place):
    if len(secret) == 11 and place in ("a line end in a cell", "two lines of a page"):
        place = "a page"  # eleven digits over two lines may be two sums; a villager's own number is known by its digits
    elif place == "a cell for each character":
        place = "split over runs"  # a card in cells is told by its shape only where nothing stands beside it
    assert codes(review(*by_hand.places(secret)[place])), (secret, place)


def test_an_account_without_a_check_digit_is_known_by_its_owner_and_that_of_an_office_is_not():
    persons = know_persons(WORDS)
    assert codes(review("a.txt", f"账号 {PASSBOOK[:6]} {PASSBOOK[6:]}".encode(), persons)) == ["A082"]
    assert codes(review("a.txt", "专户账号 99010120007654321".encode(), persons)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张德富\t1组\t脱贫户\t26天", True),
        ("脱贫户张德富在务工中学会了砌石", True),
        ("张德富、李国民等46人务工，其中脱贫户12人", True),
        ("脱贫户12人，监测对象3人，合计发放劳务报酬96000元", False),
        ("张德富\t1组\t泥工\t26天\n脱贫户\t12人", False),
        ("张德富" + "参加了道路硬化施工" * 6 + "。优先吸纳脱贫户", False),
    ],
)
def test_a_category_near_a_persons_name_is_found_and_totals_are_not(text, found):
    assert ("A084" in codes(review("a.txt", text.encode(), know_persons(WORDS)))) is found
    cells = text.split("\n")[0].split("\t")
    if found and len(cells) > 1:
        assert "A084" in codes(review("a.docx", by_hand.docx(by_hand.row(*cells)), know_persons(WORDS)))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"PK\x03\x04 broken", "损坏"),
        ("a.pdf", b"%PDF-1.7 broken", "打不开"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"x" * 600, "不认识的格式"),
        ("a.xml", b"<a><b></a>", "不是完好的 XML"),
    ],
)
def test_a_file_that_cannot_be_read_is_never_called_clean(name, content, said):
    found = review(name, content)
    assert codes(found) == ["A085"]
    assert said in found.findings[0].message


def test_a_scan_is_counted_and_its_draft_is_read_instead(tmp_path):
    (tmp_path / "扫描.pdf").write_bytes(by_hand.scan())
    (tmp_path / "C19.docx").write_bytes(by_hand.docx(f"<w:p>{by_hand.run(ID_NUMBER)}</w:p>"))
    (tmp_path / "C20.docx").write_bytes(by_hand.docx(f"<w:p>{by_hand.run('无')}</w:p>"))
    reviewer = Reviewer(NOBODY, (), 40)
    reviewer.read_record("03_实施/扫描.pdf", "C20", tmp_path / "扫描.pdf", tmp_path / "C20.docx")
    assert [(unseen.path, unseen.pages) for unseen in reviewer.review.unseen] == [("03_实施/扫描.pdf", 1)]
    assert (reviewer.review.drafts, reviewer.review.findings) == (1, [])
    reviewer.read_record("03_实施/扫描.pdf", "C19", tmp_path / "扫描.pdf", tmp_path / "C19.docx")
    assert [finding.code for finding in reviewer.review.findings] == ["A086"]
    assert "--withhold C19" in reviewer.review.findings[0].message


def test_a_name_of_a_file_is_read_too(tmp_path):
    assert codes(review(f"03_实施/张三{ID_NUMBER}.txt", b"x")) == ["A081"]
