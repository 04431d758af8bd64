"""Every figure of Reports worked out again, slowly: from the raw rows, one person and one touch at a time.

Shares nothing with how the figures are made but the rules themselves (PRODUCT §1 and §2) and `plan`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from kitdiary.domain.plan import plan
from kitdiary.domain.policy import Policy
from kitdiary.domain.steps import NextSteps, StepKind
from kitdiary.services.diary import Diary

Row = dict[str, Any]
TALKING = {"call", "video", "meeting", "visit"}
WRITING = {"email", "letter", "chat", "social"}


def spoke(touch: Row) -> bool:
    return touch["outcome"] == "spoke" and touch["channel"] != "email"


def gave(touch: Row) -> bool:
    if touch["direction"] == "in":
        return touch["channel"] == "web"
    had = touch["content_id"] is not None or touch["why"] != ""
    arrived = touch["outcome"] not in {
        "bounced",
        "wrong-number",
    }  # an unanswered chat is there
    return touch["channel"] in WRITING and had and arrived


@dataclass
class Raw:
    """A diary read whole."""

    diary: Diary
    today: date
    tables: dict[str, dict[int, Row]] = field(default_factory=dict)
    touches_of: dict[int, list[Row]] = field(default_factory=dict)
    tags_of: dict[int, list[str]] = field(default_factory=dict)
    plans: dict[int, NextSteps] = field(default_factory=dict)

    def __post_init__(self) -> None:
        connection = sqlite3.connect(self.diary.context.store.path)
        connection.row_factory = sqlite3.Row
        for table in ("contacts", "companies", "touches", "opportunities", "promises"):
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()
            self.tables[table] = {row["id"]: dict(row) for row in rows}
        for link in connection.execute("SELECT * FROM touch_contacts").fetchall():
            self.touches_of.setdefault(link["contact_id"], []).append(
                self.tables["touches"][link["touch_id"]]
            )
        for row in connection.execute("SELECT * FROM contact_tags ORDER BY id").fetchall():
            self.tags_of.setdefault(row["contact_id"], []).append(row["tag"])
        connection.close()
        with self.diary.context.store.read():
            facts = self.diary.context.facts.plan_facts(list(self.contacts))
        self.plans = {
            contact_id: plan(found.standing, found.company_rating, found.history, self.policy)
            for contact_id, found in facts.items()
        }

    @property
    def policy(self) -> Policy:
        return self.diary.context.policy

    @property
    def contacts(self) -> dict[int, Row]:
        return self.tables["contacts"]

    def active(self) -> list[int]:
        return [
            contact_id
            for contact_id, row in self.contacts.items()
            if row["closed"] is None
            and (row["paused_until"] is None or row["paused_until"] <= self.today.isoformat())
        ]

    # -- as of today ------------------------------------------------------------------------------

    def last(self, contact_id: int, *tests: Any) -> date | None:
        days = [
            date.fromisoformat(touch["on_date"])
            for touch in self.touches_of.get(contact_id, [])
            if any(test(touch) for test in tests)
        ]
        return max(days, default=None)

    def began(self, contact_id: int) -> date:
        row = self.contacts[contact_id]
        return max(date.fromisoformat(row["added_on"]), date.fromisoformat(row["first_talk_on"]))

    def left_behind(self) -> list[int]:
        found = []
        for contact_id in self.active():
            row, steps = self.contacts[contact_id], self.plans[contact_id]
            if not (row["allow_calls"] or row["allow_email"] or row["allow_other"]):
                continue
            longer = max(steps.talk_days or 0, steps.email_days or 0)
            heard = self.last(contact_id, spoke, gave) or self.began(contact_id)
            if (self.today - heard).days > 2 * longer or not list(steps):
                found.append(contact_id)
        return sorted(found)

    def talk_step(self, steps: NextSteps) -> Any:
        promised = steps.promise
        if promised is not None and promised.promise_id is not None:
            channel = self.tables["promises"][promised.promise_id]["channel"]
            if channel in TALKING and steps.talk is None:
                return promised
        return steps.talk

    def late(self, contact_id: int) -> bool | None:
        """None: no clock runs."""
        steps = self.plans[contact_id]
        if steps.talk_days is None and steps.email_days is None:
            return None
        step = self.talk_step(steps) if steps.talk_days is not None else steps.value_add
        return step is not None and step.original_on < self.today

    def cadence(self) -> dict[str, tuple[int, int]]:
        found = dict.fromkeys(self.policy.codes, (0, 0))
        for contact_id in self.active():
            late = self.late(contact_id)
            if late is not None:
                good, of = found[self.plans[contact_id].effective_rating]
                found[self.plans[contact_id].effective_rating] = (good + (not late), of + 1)
        return found

    def slipping(self) -> dict[int, tuple[int, int]]:
        found = {}
        for contact_id in self.active():
            steps = self.plans[contact_id]
            every = steps.talk_days or steps.email_days
            if every is None:
                continue
            tests = (spoke,) if steps.talk_days is not None else (spoke, gave)
            silent = (self.today - (self.last(contact_id, *tests) or self.began(contact_id))).days
            if silent > every:
                found[contact_id] = (silent, every)
        return found

    def load(self) -> dict[date, tuple[int, int]]:
        """Talks and value-adds by the Monday of their week; what is overdue in this one."""
        found: dict[date, tuple[int, int]] = {}
        for steps in self.plans.values():
            for step in steps:
                day = max(step.due_on, self.today)
                monday = day - timedelta(days=day.weekday())
                talk = step.kind is StepKind.TALK
                if step.kind is StepKind.PROMISE:
                    talk = self.tables["promises"][step.promise_id or 0]["channel"] in TALKING
                value = step.kind is StepKind.VALUE_ADD
                had = found.get(monday, (0, 0))
                found[monday] = (had[0] + talk, had[1] + value)
        return found

    # -- of a period ------------------------------------------------------------------------------

    def weeks(self, start: date, end: date, among: set[int]) -> list[tuple[int, int]]:
        """Conversations and value-adds of the seven days up to the end, the seven before, and so on."""
        found: dict[int, list[int]] = {}
        for number in range((end - start).days // 7 + 1):
            found[number] = [0, 0]
        people: dict[int, set[int]] = {}
        for contact_id, touches in self.touches_of.items():
            for touch in touches:
                people.setdefault(touch["id"], set()).add(contact_id)
        for touch in self.tables["touches"].values():
            day = date.fromisoformat(touch["on_date"])
            if start <= day <= end and people.get(touch["id"], set()) & among:
                week = (end - day).days // 7
                found[week][0] += spoke(touch)
                found[week][1] += gave(touch)
        whole = (end - start).days + 1
        weeks = [number for number in sorted(found, reverse=True) if number * 7 < whole]
        return [(found[number][0], found[number][1]) for number in weeks]

    def opportunities(self, start: date, end: date, among: set[int]) -> dict[int, int]:
        """How many touches there were by the day each was opened, by opportunity."""
        return {
            row["id"]: sum(
                1
                for touch in self.touches_of.get(row["contact_id"], [])
                if touch["on_date"] <= row["opened_on"]
            )
            for row in self.tables["opportunities"].values()
            if start.isoformat() <= row["opened_on"] <= end.isoformat() and row["contact_id"] in among
        }

    def introducers(self, opportunity_ids: list[int]) -> Counter[int]:
        """Everybody up the chain of introduction, once for each opportunity."""
        found: Counter[int] = Counter()
        for number in opportunity_ids:
            start = self.tables["opportunities"][number]["contact_id"]
            chain, above = set(), self.contacts[start]["introduced_by"]
            while above is not None and above != start and above not in chain:
                chain.add(above)
                above = self.contacts[above]["introduced_by"]
            found.update(chain)
        return found
