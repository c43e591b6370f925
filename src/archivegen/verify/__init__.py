"""检测: an inspector that knows nothing of how an archive was made.

``verify_bag`` checks a bag in a folder or a ZIP, ``find_bags`` and ``verify_all`` all that lie below a folder; they import neither
the builder nor the project.
"""

from __future__ import annotations

from archivegen.verify.bag import Verification, verify_bag
from archivegen.verify.many import Found, Summary, find_bags, holds_many, verify_all
from archivegen.verify.report import PropertyReport, describe_report, make_report

__all__ = [
    "Found",
    "PropertyReport",
    "Summary",
    "Verification",
    "describe_report",
    "find_bags",
    "holds_many",
    "make_report",
    "verify_all",
    "verify_bag",
]
