"""Which tables a hand-over of contacts carries, in the order rows can come in, and what they refer to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from kitdiary.domain.content import ContentKind
from kitdiary.domain.names import email_key, name_key
from kitdiary.domain.opportunities import Stage
from kitdiary.domain.people import ClosedReason, Fit, Precision, Role, TimingKind
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import Channel, Direction, InsightKind, Outcome

_PEOPLE = "(SELECT value FROM json_each(:people))"
_OF_PEOPLE = f"contact_id IN {_PEOPLE}"
_COMPANIES = (
    f"(SELECT company_id FROM contacts WHERE id IN {_PEOPLE} AND company_id IS NOT NULL"
    f" UNION SELECT company_id FROM past_jobs WHERE {_OF_PEOPLE} AND company_id IS NOT NULL)"
)
_TOUCHES = f"(SELECT touch_id FROM touch_contacts WHERE {_OF_PEOPLE})"
_CONTENT = f"(SELECT content_id FROM touches WHERE id IN {_TOUCHES} AND content_id IS NOT NULL)"
_FILES = f"(SELECT attachment_id FROM content WHERE id IN {_CONTENT} AND attachment_id IS NOT NULL)"


@dataclass(frozen=True, slots=True)
class Carried:
    """A table of a package: which rows go (``where``), and which columns name rows of other tables."""

    name: str
    where: str
    refers: Mapping[str, str] = field(default_factory=dict)
    """Column to table; a row whose needed reference did not come is left out."""
    needs: frozenset[str] = frozenset()
    """References without which a row means nothing."""
    owner: str | None = "contact_id"
    """The column by which the row belongs to somebody; None for what stands alone."""


_WHOSE = {"contact_id": "contacts"}
_NEEDED = frozenset({"contact_id"})

TABLES = (
    Carried("companies", f"id IN {_COMPANIES}", owner=None),
    Carried(
        "contacts", f"id IN {_PEOPLE}", {"company_id": "companies", "introduced_by": "contacts"}, owner=None
    ),
    Carried("contact_phones", _OF_PEOPLE, _WHOSE, _NEEDED),
    Carried("contact_emails", _OF_PEOPLE, _WHOSE, _NEEDED),
    Carried("contact_tags", _OF_PEOPLE, _WHOSE, _NEEDED),
    Carried(
        "attachments",
        f"({_OF_PEOPLE} OR company_id IN {_COMPANIES} OR id IN {_FILES})",
        {"contact_id": "contacts", "company_id": "companies"},
    ),
    Carried("contact_photos", _OF_PEOPLE, _WHOSE, _NEEDED),
    Carried("content", f"id IN {_CONTENT}", {"attachment_id": "attachments"}, owner=None),
    Carried(
        "content_topics",
        f"content_id IN {_CONTENT}",
        {"content_id": "content"},
        frozenset({"content_id"}),
        "content_id",
    ),
    Carried("touches", f"id IN {_TOUCHES}", {"content_id": "content"}, owner=None),
    Carried(
        "touch_contacts",
        _OF_PEOPLE,
        {"touch_id": "touches", "contact_id": "contacts"},
        frozenset({"touch_id", "contact_id"}),
    ),
    Carried("insights", _OF_PEOPLE, {"contact_id": "contacts", "touch_id": "touches"}, _NEEDED),
    Carried("promises", _OF_PEOPLE, _WHOSE, _NEEDED),
    Carried("snoozes", _OF_PEOPLE, {"contact_id": "contacts", "promise_id": "promises"}, _NEEDED),
    Carried("skips", _OF_PEOPLE, _WHOSE, _NEEDED),
    Carried("opportunities", _OF_PEOPLE, _WHOSE, _NEEDED),
    Carried(
        "past_jobs",
        _OF_PEOPLE,
        {"contact_id": "contacts", "company_id": "companies", "successor_id": "contacts"},
        _NEEDED,
    ),
)
"""Companies and people before what is theirs; ``introduced_by`` is filled in when all people are there."""

LATE = {"contacts": "introduced_by"}
"""A reference to a row of the same table, which may come later."""
OPERATIONS = frozenset({"op", "made_op", "opened_op", "closed_op"})
"""Columns with the number of the operation that wrote a fact: they order facts of one second."""
SAME = {
    "contact_phones": ("contact_id", "value"),
    "contact_emails": ("contact_id", "value_key"),
    "contact_tags": ("contact_id", "tag_key"),
    "contact_photos": ("contact_id",),
    "attachments": ("contact_id", "company_id", "name", "sha256"),
    "touch_contacts": ("touch_id", "contact_id"),
    "content": ("title_key", "kind", "link"),
    "content_topics": ("content_id", "topic_key"),
}
"""What makes a row one that is there already, where somebody known is joined with who comes."""

_KEYS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "name_key": ("name", name_key),
    "tag_key": ("tag", name_key),
    "title_key": ("title", name_key),
    "topic_key": ("topic", name_key),
    "value_key": ("value", email_key),
}
_ENUMS: Mapping[tuple[str, str], type[Enum]] = {
    ("contacts", "role"): Role,
    ("contacts", "fit"): Fit,
    ("contacts", "closed"): ClosedReason,
    ("contacts", "timing_kind"): TimingKind,
    ("contacts", "timing_precision"): Precision,
    ("touches", "channel"): Channel,
    ("touches", "direction"): Direction,
    ("touches", "outcome"): Outcome,
    ("insights", "kind"): InsightKind,
    ("promises", "channel"): Channel,
    ("snoozes", "kind"): StepKind,
    ("skips", "kind"): StepKind,
    ("opportunities", "stage"): Stage,
    ("content", "kind"): ContentKind,
}


def checked(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row of a package with its keys made anew; ValueError for a value the diary has no meaning for."""
    for column, value in row.items():
        kind = _ENUMS.get((table, column))
        if value is not None and kind is not None:
            kind(value)
        if value is not None and (column.endswith(("_on", "on_date"))):
            date.fromisoformat(value)
    for column, (source, key) in _KEYS.items():
        if column in row and not isinstance(row[source], str):
            raise TypeError(source)
        if column in row:
            row[column] = key(row[source])
    return row
