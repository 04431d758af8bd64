"""How contacts stood on a day of the past, read backwards from the undo journal.

The journal keeps what every change replaced. The value of a column at the end of a day is what the first
later change replaced; where none came later, it is today's. An undo is a change like any other here,
so what was undone has no effect, as it should be. A bulk import leaves no trace of single columns: what
it made stands as it was made.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from kitdiary.domain.leak_figures import Condition
from kitdiary.domain.opportunity_figures import WrittenOff
from kitdiary.domain.people import Fit
from kitdiary.domain.periods import Period
from kitdiary.storage.contact_columns import CLOSED, FITS
from kitdiary.storage.database import Store
from kitdiary.storage.values import day_or_none, json_list

_CHANGES = """
SELECT j.tbl, j.row_id, j.before, date(o.at + o.at_offset * 60, 'unixepoch')
FROM journal j CROSS JOIN operations o ON o.id = j.op
WHERE j.id >= (SELECT min(journal_from) FROM operations
    WHERE date(at + at_offset * 60, 'unixepoch') >= :start)
    AND j.action = 'update' AND j.tbl IN ('contacts', 'companies')
ORDER BY j.id
"""
_CONTACT_COLUMNS = (
    "rating", "company_id", "paused_until", "closed", "closed_on",
    "allow_calls", "allow_email", "allow_other",
)  # fmt: skip
_NOW = f"""
SELECT id, fit, {", ".join(_CONTACT_COLUMNS)} FROM contacts WHERE id IN (SELECT value FROM json_each(?))
"""
_CLOSED_IN = "SELECT id FROM contacts WHERE closed IS NOT NULL AND closed_on BETWEEN ? AND ?"
_AT_COMPANIES = "SELECT id FROM contacts WHERE company_id IN (SELECT value FROM json_each(?))"
_NO_FIT = f"json_extract(before, '$.fit') = '{Fit.NO.value}'"
_CLOSED_BEFORE = "json_extract(before, '$.closed') IS NOT NULL"
_ONCE = f"""
SELECT id, fit = '{Fit.NO.value}', closed IS NOT NULL FROM contacts
    WHERE id IN (SELECT value FROM json_each(:ids))
UNION ALL SELECT row_id, coalesce({_NO_FIT}, 0), {_CLOSED_BEFORE} FROM journal
    WHERE tbl = 'contacts' AND action = 'update' AND row_id IN (SELECT value FROM json_each(:ids))
    AND op NOT IN (SELECT id FROM operations WHERE undoes IS NOT NULL)
"""
"""What an undo put back was no judgement: closed by mistake is not closed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody who may have leaked in a period: how they stood before it, and when it ended."""

    contact_id: int
    fit: Fit
    before: Condition
    after: Condition


@dataclass(slots=True)
class _Replaced:
    """By row, the first values replaced since a day: those the columns had before it."""

    contacts: dict[int, dict[str, Any]] = field(default_factory=dict)
    companies: dict[int, dict[str, Any]] = field(default_factory=dict)

    def note(self, table: str, row_id: int, before: Mapping[str, Any]) -> None:
        """Keep what is not known yet."""
        rows = self.contacts if table == "contacts" else self.companies
        known = rows.setdefault(row_id, {})
        for name, value in before.items():
            known.setdefault(name, value)


class PastConditions:
    """Reads how people stood. Needs a read scope."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def changed(self, period: Period, who: Iterable[int] | None) -> list[Changed]:
        """Those who changed in a period in what can be a leak, or were closed in it by their date."""
        since_start, since_end = self._replaced(period)
        ids = set(since_start.contacts)
        dates = (period.start.isoformat(), period.end.isoformat())
        ids.update(row[0] for row in self._store.rows(_CLOSED_IN, dates))
        rated = [row_id for row_id, before in since_start.companies.items() if "rating" in before]
        if rated:
            ids.update(row[0] for row in self._store.rows(_AT_COMPANIES, (json_list(rated),)))
        if who is not None:
            ids &= set(who)
        rows = self._store.rows(_NOW, (json_list(sorted(ids)),))
        now = {row[0]: (FITS[row[1]], dict(zip(_CONTACT_COLUMNS, row[2:], strict=True))) for row in rows}
        ratings = self._company_ratings(now, since_start, since_end)
        return [
            Changed(
                contact_id,
                fit,
                _condition(contact_id, present, since_start, ratings),
                _condition(contact_id, present, since_end, ratings),
            )
            for contact_id, (fit, present) in sorted(now.items())
        ]

    def ever_written_off(self, ids: Iterable[int]) -> dict[int, WrittenOff]:
        """Which of these contacts are or once were judged "no fit" or closed; others are left out."""
        found: dict[int, WrittenOff] = {}
        for contact_id, no_fit, closed in self._store.rows(_ONCE, {"ids": json_list(ids)}):
            if no_fit or closed:
                known = found.get(contact_id, WrittenOff(no_fit=False, closed=False))
                found[contact_id] = WrittenOff(known.no_fit or no_fit == 1, known.closed or closed == 1)
        return found

    def _replaced(self, period: Period) -> tuple[_Replaced, _Replaced]:
        """What was replaced since the period began, and since it ended."""
        since_start, since_end = _Replaced(), _Replaced()
        after = (period.end + timedelta(days=1)).isoformat()
        first = period.start.isoformat()
        for table, row_id, before, day in self._store.execute(_CHANGES, {"start": first}):
            if before is None or day < first:  # a clock that was set back
                continue
            values = json.loads(before)
            since_start.note(table, row_id, values)
            if day >= after:
                since_end.note(table, row_id, values)
        return since_start, since_end

    def _company_ratings(
        self, now: Mapping[int, tuple[Fit, dict[str, Any]]], *replaced: _Replaced
    ) -> dict[int, str | None]:
        """The ratings today of every company these contacts have or had."""
        ids = {present["company_id"] for _, present in now.values()}
        for one in replaced:
            ids.update(before["company_id"] for before in one.contacts.values() if "company_id" in before)
        ids.discard(None)
        sql = "SELECT id, rating FROM companies WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._store.rows(sql, (json_list(sorted(ids)),)))


def _condition(
    contact_id: int, present: Mapping[str, Any], replaced: _Replaced, ratings: Mapping[int, str | None]
) -> Condition:
    was = {**present, **replaced.contacts.get(contact_id, {})}
    company_id = was["company_id"]
    company: str | None = None
    if company_id is not None:
        before: dict[str, Any] = replaced.companies.get(company_id, {})
        company = before["rating"] if "rating" in before else ratings.get(company_id)
    return Condition(
        was["rating"],
        company,
        day_or_none(was["paused_until"]),
        None if was["closed"] is None else CLOSED[was["closed"]],
        day_or_none(was["closed_on"]),
        bool(was["allow_calls"] or was["allow_email"] or was["allow_other"]),
    )
