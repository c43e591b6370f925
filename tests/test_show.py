"""Tables on a terminal: 汉字 are two columns wide, and nothing runs over the edge."""

from __future__ import annotations

from archivegen.cli.show import display_width, lay_out_table, wrap_text

ROWS = [
    ["日期", "责任", "事项"],
    ["2026-12-17", "镇", "发放2026年10月补发劳务报酬的最后期限（2026-11-16后31天内），请提前办好"],
    ["2026-12-18", "县乡", "推进会"],
]


def test_a_row_is_one_line_where_there_is_no_terminal():
    lines = [line for row in lay_out_table(ROWS) for line in row]
    assert len(lines) == len(ROWS)
    assert [line.index("镇") if "镇" in line else 12 for line in lines] == [12, 12, 12]


def test_the_last_column_goes_on_below_itself():
    long = list(lay_out_table(ROWS, 60))[1]
    assert len(long) > 1
    assert all(display_width(line) <= 60 for line in long)
    assert all(line.startswith(" " * 18) and line[18] != " " for line in long[1:])
    assert "".join(line[18:] for line in long[1:]) in ROWS[1][2]


def test_a_date_is_not_broken_and_no_line_begins_with_a_closing_sign():
    lines = list(wrap_text(ROWS[1][2], 20))
    assert "".join(lines) == ROWS[1][2]
    assert any("2026-11-16" in line for line in lines)
    assert not [line for line in lines if line[0] in "，。；：、）”"]


def test_a_terminal_that_is_too_narrow_still_gets_every_word():
    lines = list(lay_out_table(ROWS, 10))[1]
    assert lines[0].startswith("2026-12-17  镇")
    assert len(lines) < 6
