"""公开审查: reads every text of what is to be given out and finds what must not be in it.

``know_persons`` → ``Reviewer`` → ``Review``.  Knows nothing of archives: it is handed files, names and texts.
"""

from __future__ import annotations

from archivegen.privacy.persons import Persons, know_persons
from archivegen.privacy.review import Review, Reviewer, Unseen

__all__ = ["Persons", "Review", "Reviewer", "Unseen", "know_persons"]
