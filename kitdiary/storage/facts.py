"""What `plan` needs of people: slim facts for any number of them in a constant number of statements.

No note is read. A page of facts and the plans made of it belong in one transaction, so that the stored
plan is never made from what somebody has changed meanwhile.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kitdiary.domain.people import Moment, Standing
from kitdiary.domain.steps import History, Skip, Snooze, ThanksCause
from kitdiary.domain.touches import Counts, Promise, TouchFact
from kitdiary.storage.contact_columns import FITS, consent_of, timing_of
from kitdiary.storage.database import Store
from kitdiary.storage.promises import KINDS, PROMISE_COLUMNS, promise_of
from kitdiary.storage.values import day_or_none, instant_or_none, json_list, override

_CHUNK = 1000

_ONE = "= ?"
_MANY = "IN (SELECT value FROM json_each(?))"
"""Measured: for one contact the plain form saves a quarter, for a thousand no other form is faster."""

_STANDING = """
SELECT c.id, c.rating, c.fit, c.timing_kind, c.timing_on, c.timing_precision, c.timing_recorded_on,
    c.timing_note, c.allow_calls, c.allow_email, c.allow_other, c.paused_until, c.closed, c.first_talk_on,
    c.added_on, c.talk_every, c.email_every, c.company_id, k.rating
FROM contacts c LEFT JOIN companies k ON k.id = c.company_id WHERE c.id {} ORDER BY c.id
"""
_OUTGOING = f"""
SELECT o.company_id, o.id, (
    SELECT f.on_date FROM touch_facts f WHERE f.contact_id = o.id AND f.counts & {int(Counts.OUTGOING)}
    ORDER BY f.at DESC, f.touch_id DESC LIMIT 1) AS last_on
FROM contacts o WHERE o.company_id IN (SELECT c.company_id FROM contacts c WHERE c.id {{}}) ORDER BY last_on
"""
"""The local date of the last outgoing touch to everyone at these contacts' companies: a descending range
each, which ends at the first hit, however long their histories are."""
_TOUCHES = """
SELECT contact_id, touch_id, at, op, on_date, counts, asks FROM touch_facts
WHERE contact_id {} ORDER BY contact_id, at, touch_id
"""
_PROMISES = (
    f"SELECT contact_id, {PROMISE_COLUMNS} FROM promises WHERE contact_id {{}} ORDER BY contact_id, id"
)
_SNOOZES = """
SELECT contact_id, kind, until_on, until_at, until_offset, made_at, made_op, promise_id
FROM snoozes WHERE contact_id {} ORDER BY contact_id, id
"""
_SKIPS = """
SELECT contact_id, kind, on_date, made_at, made_op FROM skips WHERE contact_id {} ORDER BY contact_id, id
"""
_CAUSES = """
WITH RECURSIVE down(root, id) AS (
    SELECT introduced_by, id FROM contacts WHERE introduced_by {}
    UNION
    SELECT d.root, c.id FROM down d JOIN contacts c ON c.introduced_by = d.id
)
SELECT d.root, o.id, c.name, o.stage, o.opened_on, o.opened_at, o.opened_op, o.closed_on, o.closed_at,
    o.closed_op
FROM down d CROSS JOIN opportunities o ON o.contact_id = d.id JOIN contacts c ON c.id = d.id
WHERE d.id <> d.root ORDER BY d.root, o.id
"""
_ALL = (_STANDING, _OUTGOING, _TOUCHES, _PROMISES, _SNOOZES, _SKIPS, _CAUSES)
_FOR_ONE = tuple(sql.format(_ONE) for sql in _ALL)
_FOR_MANY = tuple(sql.format(_MANY) for sql in _ALL)

_AFFECTED = """
WITH RECURSIVE given(id) AS (SELECT value FROM json_each(?)),
up(id) AS (
    SELECT c.introduced_by FROM given g JOIN contacts c ON c.id = g.id WHERE c.introduced_by IS NOT NULL
    UNION
    SELECT c.introduced_by FROM up JOIN contacts c ON c.id = up.id WHERE c.introduced_by IS NOT NULL
)
SELECT c.id FROM given g JOIN contacts c ON c.id = g.id
UNION SELECT o.id FROM given g JOIN contacts c ON c.id = g.id JOIN contacts o ON o.company_id = c.company_id
UNION SELECT id FROM up
"""
_HELD_BY_GAP = """
SELECT DISTINCT o.id FROM json_each(?1) g CROSS JOIN contacts c ON c.id = g.value
CROSS JOIN contacts o ON o.company_id = c.company_id
CROSS JOIN steps s ON s.contact_id = o.id AND s.kind = 'value_add'
WHERE s.original_on < ?2 AND o.id NOT IN (SELECT value FROM json_each(?1))
"""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """All that decides the plan of one contact, but for the policy."""

    standing: Standing
    company_id: int | None
    company_rating: str | None
    history: History


class Facts:
    """Reads the facts of the plan. Everything needs a read scope or an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def plan_facts(self, ids: Collection[int]) -> dict[int, PlanFacts]:
        """The facts of these contacts, by id; unknown ids are left out. Seven statements a thousand."""
        if len(ids) == 1:
            return self._read(_FOR_ONE, next(iter(ids)))
        found: dict[int, PlanFacts] = {}
        ordered = sorted(ids)
        for start in range(0, len(ordered), _CHUNK):
            found |= self._read(_FOR_MANY, json_list(ordered[start : start + _CHUNK]))
        return found

    def page(self, after_id: int, limit: int = _CHUNK) -> dict[int, PlanFacts]:
        """The facts of the next contacts after ``after_id``, by ascending id; empty at the end."""
        rows = self._store.rows("SELECT id FROM contacts WHERE id > ? ORDER BY id LIMIT ?", (after_id, limit))
        return self.plan_facts([row[0] for row in rows])

    def iter_plan_facts(self, after_id: int = 0, limit: int = _CHUNK) -> Iterator[tuple[int, PlanFacts]]:
        """The facts of every contact after ``after_id``, a page at a time, within one read scope."""
        page = self.page(after_id, limit)
        while page:
            yield from page.items()
            page = self.page(max(page), limit)

    def affected(self, ids: Iterable[int]) -> set[int]:
        """Whose plan a change of these contacts can move.

        Theirs, their colleagues' (rule 11), and that of everyone up the chain who introduced them (10).
        """
        return {row[0] for row in self._store.rows(_AFFECTED, (json_list(ids),))}

    def colleagues_held_by_gap(self, ids: Iterable[int], before: date) -> set[int]:
        """The colleagues of these contacts, not themselves, with a value-add planned before a date.

        After an outgoing touch only these can be held back by the company's gap. ``original_on`` of the
        stored step is what is compared.
        """
        return {row[0] for row in self._store.rows(_HELD_BY_GAP, (json_list(ids), before.isoformat()))}

    def _read(self, statements: tuple[str, ...], which: int | str) -> dict[int, PlanFacts]:
        rows, params = self._store.rows, (which,)
        standing, outgoing_sql, touches_sql, *others, causes_sql = statements
        touches: dict[int, list[TouchFact]] = {}
        day, fact = date.fromisoformat, TouchFact
        # The inner loop of a replan, a million rows: nothing but what is needed.
        for contact_id, touch_id, at, operation, on, counts, asks in rows(touches_sql, params):
            found = fact(touch_id, Moment(at, operation), day(on), counts, asks == 1)
            try:
                touches[contact_id].append(found)
            except KeyError:
                touches[contact_id] = [found]
        promises, snoozes, skips = (
            _grouped(map(read, rows(sql, params)))
            for sql, read in zip(others, (_promise, _snooze, _skip), strict=True)
        )
        causes = _causes(rows(causes_sql, params))
        last_two = _last_two(rows(outgoing_sql, params))
        return {
            row[0]: PlanFacts(
                _standing(row),
                row[17],
                row[18],
                History(
                    tuple(touches.get(row[0], ())),
                    tuple(promises.get(row[0], ())),
                    tuple(snoozes.get(row[0], ())),
                    tuple(skips.get(row[0], ())),
                    tuple(causes.get(row[0], ())),
                    _colleague_on(last_two.get(row[17], ()), row[0]),
                ),
            )
            for row in rows(standing, params)
        }


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for contact_id, value in pairs:
        found.setdefault(contact_id, []).append(value)
    return found


def _last_two(rows: Iterable[tuple[int, int, str | None]]) -> dict[int | None, tuple[tuple[int, str], ...]]:
    """By company the two people last written to, the last one first; ``rows`` come by ascending date."""
    found: dict[int | None, tuple[tuple[int, str], ...]] = {}
    for company_id, contact_id, on in rows:
        if on is not None:
            found[company_id] = ((contact_id, on), *found.get(company_id, ())[:1])
    return found


def _colleague_on(last_two: Iterable[tuple[int, str]], contact_id: int) -> date | None:
    return next((date.fromisoformat(on) for other, on in last_two if other != contact_id), None)


def _standing(row: tuple[Any, ...]) -> Standing:
    return Standing(
        row[0],
        row[1],
        FITS[row[2]],
        None if row[3] is None else timing_of(*row[3:8]),
        consent_of(*row[8:11]),
        day_or_none(row[11]),
        row[12] is not None,
        date.fromisoformat(row[13]),
        date.fromisoformat(row[14]),
        override(row[15]),
        override(row[16]),
    )


def _promise(row: tuple[Any, ...]) -> tuple[int, Promise]:
    return row[0], promise_of(row[1:])


def _snooze(row: tuple[Any, ...]) -> tuple[int, Snooze]:
    contact_id, kind, until_on, until_at, offset, made_at, made_op, promise_id = row
    until = instant_or_none(until_at, offset)
    made = Moment(made_at, made_op)
    return contact_id, Snooze(KINDS[kind], date.fromisoformat(until_on), until, made, promise_id)


def _skip(row: tuple[Any, ...]) -> tuple[int, Skip]:
    contact_id, kind, on, made_at, made_op = row
    return contact_id, Skip(KINDS[kind], date.fromisoformat(on), Moment(made_at, made_op))


def _causes(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[ThanksCause]]:
    """Each opportunity thanks for its opening, and once more where it was won."""
    found: dict[int, list[ThanksCause]] = {}
    for root, opportunity_id, name, stage, on, at, operation, closed_on, closed_at, closed_op in rows:
        causes = found.setdefault(root, [])
        opened = Moment(at, operation)
        causes.append(ThanksCause(opportunity_id, name, won=False, on=date.fromisoformat(on), made=opened))
        if stage == "won" and closed_on is not None:
            won = Moment(closed_at, closed_op)
            causes.append(
                ThanksCause(opportunity_id, name, won=True, on=date.fromisoformat(closed_on), made=won)
            )
    return found
