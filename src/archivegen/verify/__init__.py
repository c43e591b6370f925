"""检测: an inspector that knows nothing of how an archive was made.

``verify_bag`` checks a bag in a folder or a ZIP; it imports neither the builder nor the project.
"""

from __future__ import annotations

from archivegen.verify.bag import Verification, verify_bag

__all__ = ["Verification", "verify_bag"]
