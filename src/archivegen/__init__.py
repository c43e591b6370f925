"""archivegen: one YAML file of a 以工代赈 project in, its papers and its verifiable archive out.

The public API is the verbs of :mod:`archivegen.pipeline` and :func:`archivegen.verify.verify_bag`; everything else is
private.
"""

from __future__ import annotations

__version__ = "0.1.0"
