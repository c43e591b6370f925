"""Draw the tables of the sample projects: ``python -m tools.drafting.samples samples``.

The seeds are fixed, so the same files come out.  What lies in ``samples/`` is the source from then on: draw into another
folder to compare, and into ``samples`` only when the people or the days themselves are to change, because their
``项目.yaml`` names sums that follow from these tables.
"""

from __future__ import annotations

import sys
from pathlib import Path

from . import sample_longmen, sample_qinggang, sample_xiangshui


def draw_samples(folder: Path) -> None:
    """Write ``数据/`` of the projects that have tables under this folder."""
    sample_xiangshui.write_tables(folder / "香水村产业道路" / "数据")
    sample_longmen.write_tables(folder / "龙门村灌溉渠" / "数据")
    sample_qinggang.write_tables(folder / "青杠坪村产业园道路" / "数据")


if __name__ == "__main__":
    draw_samples(Path(sys.argv[1]))
