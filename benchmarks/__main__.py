"""All benchmarks, one table a claim:  make bench,  or  make bench BENCH_OPTIONS=--quick.

Each file of this folder also runs alone.  What is measured and how stands in ``measure.py`` and in docs/performance.md.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import subprocess
import sys
from pathlib import Path

from measure import find_node

FILES = (
    "contracts",
    "wage_sheet",
    "roster",
    "yaml_people",
    "command_line",
    "check",
    "sizes",
    "processes",
    "startup",
    "pdfs",
    "archives",
    "volume_books",
)


def describe_machine() -> str:
    node = subprocess.run([find_node(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    deflater = "ISA-L" if importlib.util.find_spec("isal") else "zlib"
    return f"Python {platform.python_version()}, Node {node}, {deflater}, {os.cpu_count()} cores, {platform.machine()}"


def run_all(*options: str) -> int:
    """Run every file; one that fails is told and does not stop the others."""
    print(describe_machine(), flush=True)
    folder = Path(__file__).parent
    failed = [
        name
        for name in FILES
        if subprocess.run([sys.executable, folder / f"{name}.py", *options], check=False).returncode
    ]
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="less work, one run: do they still run?")
    sys.exit(run_all(*(["--quick"] if parser.parse_args().quick else [])))
