"""Rules about what is left to the villagers, and about the letters of a project."""

from __future__ import annotations

from collections.abc import Iterator

from archivegen.chinese import nearest
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices


def find_unknown_letters(checked: Checked) -> Iterator[Breach]:
    """R940: a letter that the catalogue does not know would never get its number (compare R805)."""
    for index, letter in enumerate(checked.project.letters):
        code = letter.paper.partition("@")[0].partition("+")[0]
        if code not in checked.paper_codes:
            close = nearest(code, sorted(checked.paper_codes))
            choices = list_choices([close] if close else []) or "无"
            yield breach(checked.place("发文", index, "材料"), code=letter.paper, choices=choices)


def find_crowded_posts(checked: Checked) -> Iterator[Breach]:
    """R941: no more people on a post than it has places (seed Bazhou 名额); of one who left another may take the place."""
    for index, post in enumerate(checked.project.posts):
        now = [person for person in post.holders if person.until is None or person.until >= checked.today]
        if len(now) > post.quota:
            yield breach(checked.place("公益性岗位", index, "人员"), post=post.name, count=len(now), quota=post.quota)


def find_excessive_dividends(checked: Checked) -> Iterator[Breach]:
    """R942: nobody divides more than the year's gain; a guaranteed dividend is owed whatever the gain (domain §6.7 保底)."""
    equity = checked.project.equity
    if equity is None or "保底" in equity.mode:
        return
    for index, year in enumerate(equity.dividends):
        if year.gain is not None and year.amount > year.gain:
            place = checked.place("折股量化", "分红", index, "分配")
            yield breach(place, year=year.year, amount=year.amount, gain=year.gain)
