"""What a write changed: screens refresh from it, never from each other."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of things a write can change."""

    CONTACTS = "contacts"
    COMPANIES = "companies"
    TOUCHES = "touches"
    PROMISES = "promises"
    STEPS = "steps"
    CONTENT = "content"
    OPPORTUNITIES = "opportunities"
    ATTACHMENTS = "attachments"
    SETTINGS = "settings"
    NOTICES = "notices"
    FILTERS = "filters"
    TEMPLATES = "templates"


@dataclass(frozen=True, slots=True)
class Change:
    """One write, done. ``operation_id`` is what ``undo`` takes, None where nothing had to change.

    ``contact_ids`` are the people the user acted on, ``replanned`` all whose plan was computed anew;
    ``everyone`` says the whole diary was replanned (a policy change) or may have changed.
    """

    operation_id: int | None
    what: str
    kinds: frozenset[Kind] = frozenset()
    contact_ids: tuple[int, ...] = ()
    replanned: frozenset[int] = frozenset()
    company_ids: tuple[int, ...] = ()
    everyone: bool = False
