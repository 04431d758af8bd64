"""The stored plan: the next steps of every contact, written by `plan`'s answer and read by the morning.

Derived from what the user entered, so it is not journaled: undo computes it anew. Writes need a write
scope (an operation or maintenance), reads a read scope.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from kitdiary.domain.agenda import DueStep
from kitdiary.domain.reasons import Reason, Rule
from kitdiary.domain.steps import NextSteps, Step
from kitdiary.domain.touches import TALK_CHANNELS, Counts
from kitdiary.storage.database import Store
from kitdiary.storage.promises import KINDS
from kitdiary.storage.values import day_or_none, day_text, instant_or_none, instant_pair, json_list, seconds

_RULES = {rule.value: rule for rule in Rule}
_TO_TALK = ", ".join(f"'{channel.value}'" for channel in sorted(TALK_CHANNELS))

_STEP_COLUMNS = (
    "contact_id, kind, due_on, due_at, due_offset, original_on, interval_days, rating, rule, reason,"
    " promise_id"
)
_PLAN_COLUMNS = (
    "contact_id, effective_rating, talk_days, email_days,"
    " last_conversation_on, last_value_add_on, left_behind_after"
)
_STEPS = f"SELECT {_STEP_COLUMNS} FROM steps WHERE contact_id IN (SELECT value FROM json_each(?))"
_PLANS = f"SELECT {_PLAN_COLUMNS} FROM plans WHERE contact_id IN (SELECT value FROM json_each(?))"
_PUT_STEP = f"INSERT OR REPLACE INTO steps({_STEP_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PUT_PLAN = f"INSERT OR REPLACE INTO plans({_PLAN_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_DROP_STEP = "DELETE FROM steps WHERE contact_id = ? AND kind = ?"

_DUE = f"""
SELECT s.contact_id, c.name, k.name, c.rating, s.rating, s.kind, s.due_on, s.due_at, s.due_offset,
    s.original_on, s.interval_days, s.rule, s.reason, s.promise_id,
    s.promise_id IS NOT NULL
        AND (SELECT r.channel IN ({_TO_TALK}) FROM promises r WHERE r.id = s.promise_id), c.time_zone
FROM steps s CROSS JOIN contacts c ON c.id = s.contact_id LEFT JOIN companies k ON k.id = c.company_id WHERE
"""
"""A step has the effective rating of its contact's plan beside it: the morning does not look there."""
_LOAD = f"""
SELECT max(s.due_on, ?1) AS day,
    sum(s.kind = 'talk' OR coalesce(s.kind = 'promise' AND (
        SELECT r.channel IN ({_TO_TALK}) FROM promises r WHERE r.id = s.promise_id), 0)),
    sum(s.kind = 'value_add')
FROM steps s WHERE s.kind IN ('talk', 'value_add', 'promise') GROUP BY day ORDER BY day
"""
_DONE = f"""
SELECT count(DISTINCT CASE WHEN t.counts & {int(Counts.CONVERSATION)} THEN l.contact_id END),
    count(DISTINCT CASE WHEN t.counts & {int(Counts.VALUE_ADD)} AND t.direction = 'out' THEN l.contact_id END)
FROM touches t CROSS JOIN touch_contacts l ON l.touch_id = t.id WHERE t.on_date = ?
"""
ACTIVE_TODAY = "c.closed IS NULL AND (c.paused_until IS NULL OR c.paused_until <= ?1)"
LEFT_BEHIND = f"""
SELECT c.id FROM plans p CROSS JOIN contacts c ON c.id = p.contact_id
WHERE p.left_behind_after < ?1 AND {ACTIVE_TODAY}
UNION
SELECT c.id FROM contacts c WHERE {ACTIVE_TODAY} AND (c.allow_calls OR c.allow_email OR c.allow_other)
    AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.contact_id = c.id)
"""
"""The ids of the contacts left behind on the local date ``?1``. The second half finds nobody as long as the
plan keeps its promise that nobody is without a step; it is the net under it."""

_Raw = tuple[Any, ...]


class Steps:
    """The stored plan of a diary."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ------------------------------------------------------------------------------------ writing

    def write_plan(self, contact_id: int, plan: NextSteps) -> bool:
        """Store the plan of one contact; whether it differed from the stored one."""
        return bool(self.write_plans({contact_id: plan}))

    def write_plans(self, plans: Mapping[int, NextSteps]) -> set[int]:
        """Store plans, writing only what differs; whose plan did."""
        if not plans:
            return set()
        listed = (json_list(plans),)
        steps = {row[:2]: row for row in self._store.rows(_STEPS, listed)}
        heads = {row[0]: row for row in self._store.rows(_PLANS, listed)}
        new_steps = {row[:2]: row for i, plan in plans.items() for row in _step_rows(i, plan)}
        new_heads = [row for i, plan in plans.items() if heads.get(i) != (row := _head_row(i, plan))]
        changed = [row for key, row in new_steps.items() if steps.get(key) != row]
        gone = [key for key in steps if key not in new_steps]
        for sql, rows in ((_DROP_STEP, gone), (_PUT_STEP, changed), (_PUT_PLAN, new_heads)):
            if rows:
                self._store.executemany(sql, rows)
        return {row[0] for rows in (gone, changed, new_heads) for row in rows}

    def forget(self, ids: Iterable[int]) -> None:
        """Remove the plans of contacts that are no more."""
        listed = (json_list(ids),)
        for table in ("steps", "plans"):
            self._store.execute(
                f"DELETE FROM {table} WHERE contact_id IN (SELECT value FROM json_each(?))", listed
            )

    def forget_missing(self) -> None:
        """Remove the plans of all contacts that are no more (after the undo of an import)."""
        for table in ("steps", "plans"):
            self._store.execute(f"DELETE FROM {table} WHERE contact_id NOT IN (SELECT id FROM contacts)")

    # ------------------------------------------------------------------------------------ reading

    def astray(self) -> list[int]:
        """Contacts that are no more and still have a plan; there should be none."""
        return [
            row[0]
            for row in self._store.rows(
                "SELECT contact_id FROM steps WHERE contact_id NOT IN (SELECT id FROM contacts)"
                " UNION SELECT contact_id FROM plans WHERE contact_id NOT IN (SELECT id FROM contacts)"
            )
        ]

    def plan_of(self, contact_id: int) -> NextSteps | None:
        """The stored plan of a contact, None where none was made yet."""
        return self.plans_of((contact_id,)).get(contact_id)

    def plans_of(self, ids: Iterable[int]) -> dict[int, NextSteps]:
        """The stored plans of these contacts, in two statements."""
        listed = (json_list(ids),)
        steps: dict[int, dict[str, Step]] = {}
        for row in self._store.rows(_STEPS, listed):
            steps.setdefault(row[0], {})[row[1]] = _step(row)
        return {row[0]: _plan(row, steps.get(row[0], {})) for row in self._store.rows(_PLANS, listed)}

    def due(self, until: date) -> list[DueStep]:
        """Every step due on or before a local date, in no order, with what ordering and showing needs.

        One statement; it looks at no touch, so a longer history does not slow it.
        """
        return _due_steps(self._store.execute(f"{_DUE} s.due_on <= ?", (until.isoformat(),)))

    def timed(self, until: datetime) -> list[DueStep]:
        """Every step with an instant up to ``until``, by that instant."""
        sql = f"{_DUE} s.due_at IS NOT NULL AND s.due_at <= ? ORDER BY s.due_at, s.contact_id"
        return _due_steps(self._store.execute(sql, (seconds(until),)))

    def talks_after(self, day: date, until: date, most: int) -> list[DueStep]:
        """The first talks due after one local date and up to another, by date, then by name."""
        sql = (
            f"{_DUE} s.kind = 'talk' AND s.due_on > ? AND s.due_on <= ? ORDER BY s.due_on, c.name_key LIMIT ?"
        )
        return _due_steps(self._store.execute(sql, (day.isoformat(), until.isoformat(), most)))

    def first_timed(self, after: datetime) -> DueStep | None:
        """The first step with an instant after ``after``."""
        sql = f"{_DUE} s.due_at > ? ORDER BY s.due_at, s.contact_id LIMIT 1"
        return next(iter(_due_steps(self._store.execute(sql, (seconds(after),)))), None)

    def load_by_day(self, start: date) -> dict[date, tuple[int, int]]:
        """Talks (promises to talk among them) and value-adds due by day, from ``start`` on.

        What is due before ``start`` is counted on it (PRODUCT §2.14).
        """
        rows = self._store.rows(_LOAD, (start.isoformat(),))
        return {date.fromisoformat(day): (talks, value_adds) for day, talks, value_adds in rows}

    def done_on(self, day: date) -> tuple[int, int]:
        """How many people were talked to and how many given something on a local date.

        What the rep did: a download or a form (an incoming touch) takes none of the day's value-adds.
        """
        row = self._store.one(_DONE, (day.isoformat(),)) or (0, 0)
        return row[0], row[1]

    def left_behind_ids(self, today: date) -> list[int]:
        """The contacts left behind as of a local date (PRODUCT §1), by id."""
        return [row[0] for row in self._store.rows(f"{LEFT_BEHIND} ORDER BY 1", (today.isoformat(),))]

    def left_behind_count(self, today: date) -> int:
        """How many contacts are left behind: the count to hold at 0."""
        row = self._store.one(f"SELECT count(*) FROM ({LEFT_BEHIND})", (today.isoformat(),))
        return 0 if row is None else int(row[0])

    # ------------------------------------------------------------------------------------ its state

    def get_state(self, key: str) -> str | None:
        """A note about the stored plan as a whole (what policy it was made with, how far a replan is)."""
        row = self._store.one("SELECT value FROM plan_state WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def set_state(self, key: str, value: str | None) -> None:
        """Write such a note; None removes it."""
        if value is None:
            self._store.execute("DELETE FROM plan_state WHERE key = ?", (key,))
        else:
            self._store.execute("INSERT OR REPLACE INTO plan_state(key, value) VALUES (?, ?)", (key, value))


def _step_rows(contact_id: int, plan: NextSteps) -> Iterable[_Raw]:
    for step in plan:
        yield (
            contact_id,
            step.kind.value,
            step.due_on.isoformat(),
            *instant_pair(step.due_at),
            step.original_on.isoformat(),
            step.interval_days,
            plan.effective_rating,
            step.reason.rule.value,
            step.reason.to_json(),
            step.promise_id,
        )


def _head_row(contact_id: int, plan: NextSteps) -> _Raw:
    return (
        contact_id,
        plan.effective_rating,
        plan.talk_days,
        plan.email_days,
        day_text(plan.last_conversation_on),
        day_text(plan.last_value_add_on),
        day_text(plan.left_behind_after),
    )


def _step(row: _Raw) -> Step:
    _, kind, due_on, due_at, offset, original_on, interval_days, _, _, reason, promise_id = row
    return Step(
        KINDS[kind],
        date.fromisoformat(due_on),
        Reason.from_json(reason),
        interval_days,
        date.fromisoformat(original_on),
        instant_or_none(due_at, offset),
        promise_id,
    )


def _plan(row: _Raw, steps: Mapping[str, Step]) -> NextSteps:
    _, rating, talk_days, email_days, spoke_on, gave_on, behind_after = row
    return NextSteps(
        rating,
        talk_days=talk_days,
        email_days=email_days,
        last_conversation_on=day_or_none(spoke_on),
        last_value_add_on=day_or_none(gave_on),
        left_behind_after=day_or_none(behind_after),
        **steps,
    )


def _due_steps(rows: Iterable[_Raw]) -> list[DueStep]:
    # Straight from the cursor: a row let go at once is room the next one takes, which saves a tenth.
    day, make = date.fromisoformat, DueStep._make
    return [
        make((
            contact_id, name, company, rating, effective, KINDS[kind], day(due_on),
            None if due_at is None else instant_or_none(due_at, offset), day(original_on), interval_days,
            _RULES[rule], reason, promise_id, to_talk == 1, time_zone,
        ))
        for contact_id, name, company, rating, effective, kind, due_on, due_at, offset, original_on,
            interval_days, rule, reason, promise_id, to_talk, time_zone in rows
    ]  # fmt: skip
