"""What passed, in figures: of one contact, or of everyone at a company."""

from dataclasses import dataclass
from datetime import date

from kitdiary.domain.touches import Counts
from kitdiary.storage.database import Store
from kitdiary.storage.values import day_or_none

_TALK, _VALUE = int(Counts.CONVERSATION), int(Counts.VALUE_ADD)
_CONTACT = "f.contact_id = :id"
_COMPANY = "f.contact_id IN (SELECT id FROM contacts WHERE company_id = :id)"
_TOTALS = f"""
WITH f AS (SELECT DISTINCT f.touch_id, f.at, f.on_date, f.counts FROM touch_facts f WHERE {{}})
SELECT count(*), ifnull(sum(counts & {_TALK} <> 0), 0), ifnull(sum(counts & {_VALUE} <> 0), 0) FROM f
"""
_LAST = f"""
SELECT f.touch_id, f.on_date FROM touch_facts f WHERE {{}} AND f.counts & {_TALK}
ORDER BY f.at DESC, f.touch_id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many touches, each counted once, and the last conversation: its touch and its local date."""

    touches: int
    conversations: int
    value_adds: int
    last_conversation: int | None
    last_conversation_on: date | None


def totals_of_contact(store: Store, contact_id: int) -> Totals:
    """The figures of a contact. Needs a read scope."""
    return _totals(store, _CONTACT, contact_id)


def totals_of_company(store: Store, company_id: int) -> Totals:
    """The figures of everyone who is at a company now. Needs a read scope."""
    return _totals(store, _COMPANY, company_id)


def _totals(store: Store, which: str, row_id: int) -> Totals:
    params = {"id": row_id}
    touches, talks, values = store.one(_TOTALS.format(which), params) or (0, 0, 0)
    touch_id, on = store.one(_LAST.format(which), params) or (None, None)
    return Totals(touches, talks, values, touch_id, day_or_none(on))
