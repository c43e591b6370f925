"""Every clause of RFC 8493, kept and broken, in a folder and in a ZIP."""

from __future__ import annotations

import re

import bagit
import pytest

from archivegen.findings import Severity, load_codes
from archivegen.verify import verify_bag
from tests.verify.bags_by_hand import lay_out, pack
from tests.verify.conformance import CASES


def shape(result):
    return [(finding.code, str(finding.place), finding.message) for finding in result.report.findings]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.clause}-{case.name}" for case in CASES])
def test_a_clause(case, tmp_path):
    laid_out = verify_bag(lay_out(tmp_path / "包", case.files))
    assert {finding.code for finding in laid_out.report.findings} == case.codes
    assert laid_out.passed == all(load_codes()[code]["级别"] != Severity.ERROR for code in case.codes)
    assert shape(verify_bag(pack(tmp_path / "包.zip", case.files))) == shape(laid_out)


def test_cases_bear_names_of_their_own():
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[1-6](\.\d)+|3", case.clause) for case in CASES)


# The library knows neither SM3 nor what came after SHA-2, takes percent signs in its own way and wants a mark in UTF-16.
STRANGE_TO_BAGIT = ("percent", "algorithm-sm3", "algorithm-sha3256", "algorithm-blake", "tag-files-in-utf-16-")
FAULTLESS = [case for case in CASES if not case.codes and not case.name.startswith(STRANGE_TO_BAGIT)]


@pytest.mark.parametrize("case", FAULTLESS, ids=[case.name for case in FAULTLESS])
def test_what_we_find_faultless_the_bagit_library_accepts(case, tmp_path):
    assert bagit.Bag(str(lay_out(tmp_path / "bag", case.files))).is_valid()
