"""Render templates in this process, under limits (0: none): ``run_rendering.py MEGABYTES CPU_SECONDS TEMPLATE…``.

Prints ``made SHA-256`` or ``told`` and the message of the template's mistake; anything else ends in a traceback.
"""

from __future__ import annotations

import hashlib
import resource
import sys
from decimal import Decimal
from pathlib import Path

from archivegen.errors import TemplateError

WORDS = {
    "项目": {"名称": "香水村", "法人": "村委会"},
    "明细": [{"名": f"工人{n}", "数": Decimal(n), "额": Decimal(n) * 3} for n in range(1, 8)],
    "名": "王小五",
    "真": True,
}


def main(path: Path, megabytes: int, seconds: int) -> None:
    from archivegen.render.docx import render_docx
    from archivegen.render.xlsx import render_xlsx

    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    render = render_docx if path.suffix == ".docx" else render_xlsx
    try:
        answer = "made " + hashlib.sha256(render(path.read_bytes(), WORDS, name=path.name)).hexdigest()
    except TemplateError as error:
        answer = f"told {error}"
    sys.stdout.write(answer + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for name in sys.argv[3:]:
        main(Path(name), int(sys.argv[1]), int(sys.argv[2]))
