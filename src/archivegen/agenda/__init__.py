"""日程: what is due when, who must do it, and whether it is done.  Pure: facts, the pack and today in; lines and bytes out."""

from __future__ import annotations

from archivegen.agenda.calendar_file import write_calendar
from archivegen.agenda.items import AgendaItem, State, find_unknown_years, list_agenda
from archivegen.agenda.terms import Term

__all__ = ["AgendaItem", "State", "Term", "find_unknown_years", "list_agenda", "write_calendar"]
