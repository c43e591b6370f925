from __future__ import annotations

import errno
import os

import pytest

from archivegen.disk import explain_refusal


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "WPS"),
        (errno.EFBIG, "4 GB"),
        (errno.ENOENT, "找不到"),
    ],
)
def test_the_usual_refusals_are_said_in_chinese(number, words):
    assert words in explain_refusal(OSError(number, os.strerror(number)))


def test_a_rare_refusal_is_passed_on_as_the_system_says_it():
    assert explain_refusal(OSError(errno.EPIPE, "Broken pipe")) == "系统报告：Broken pipe"
    assert explain_refusal(OSError("odd")) == "系统报告：odd"
