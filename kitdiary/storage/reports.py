"""What the figures of Reports are made of: counts and slim rows, never whole people.

Each read is one statement or two. Everything needs a read scope. ``who`` are the contacts a report is
about, as `Reports.who` gives them; None is everybody and costs nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kitdiary.domain.figures import ClockFact, Scope, Slip
from kitdiary.domain.list_figures import ListKind
from kitdiary.domain.names import name_key
from kitdiary.domain.opportunity_figures import Came
from kitdiary.domain.periods import Period
from kitdiary.domain.territories import in_territory, territory_of
from kitdiary.domain.touches import TALK_CHANNELS, Counts
from kitdiary.storage.contact_query import place
from kitdiary.storage.database import Store
from kitdiary.storage.opportunities import STAGES
from kitdiary.storage.steps import ACTIVE_TODAY, LEFT_BEHIND
from kitdiary.storage.values import json_list

_TO_TALK = ", ".join(f"'{channel.value}'" for channel in sorted(TALK_CHANNELS))
_ACTIVE = ACTIVE_TODAY.replace("?1", ":today")
_SPOKE, _GAVE = int(Counts.CONVERSATION), int(Counts.VALUE_ADD)
_PLACES = tuple(f"coalesce({place(column)}, '')" for column in ("country", "region", "postcode"))
_PLACE = ", ".join(_PLACES)

Who = Sequence[int] | None
Params = dict[str, Any]

_CLOCKED = f"""
FROM plans p CROSS JOIN contacts c ON c.id = p.contact_id
WHERE {_ACTIVE} AND (p.talk_days IS NOT NULL OR p.email_days IS NOT NULL)
"""
_CLOCKS = f"SELECT p.effective_rating, count(*) {_CLOCKED} {{who}} GROUP BY 1"
_CLOCK_PEOPLE = f"SELECT p.contact_id, p.effective_rating {_CLOCKED} {{who}}"
_LATE = f"""
FROM steps s CROSS JOIN plans p ON p.contact_id = s.contact_id CROSS JOIN contacts c ON c.id = p.contact_id
WHERE s.original_on < :today AND {_ACTIVE} AND CASE WHEN p.talk_days IS NOT NULL
    THEN s.kind = 'talk' OR s.kind = 'promise'
        AND (SELECT r.channel IN ({_TO_TALK}) FROM promises r WHERE r.id = s.promise_id)
        AND NOT EXISTS (SELECT 1 FROM steps t WHERE t.contact_id = s.contact_id AND t.kind = 'talk')
    ELSE s.kind = 'value_add' AND p.email_days IS NOT NULL END
"""
"""Steps of the clock that counts for *on cadence* (`figures.ClockFact`) with a date before today. Few are, so
these are looked for, instead of every contact's."""
_LATE_FACTS = f"SELECT p.effective_rating, s.original_on, count(*) {_LATE} {{who}} GROUP BY 1, 2"
_LATE_PEOPLE = f"SELECT s.contact_id, s.original_on {_LATE} {{who}}"
_NEVER = "max(c.added_on, c.first_talk_on)"
_SLIPPING = f"""
SELECT p.contact_id, p.effective_rating, p.talk_days IS NOT NULL,
    coalesce(p.talk_days, p.email_days) AS every,
    CAST(julianday(:today) - julianday(CASE WHEN p.talk_days IS NOT NULL
        THEN coalesce(p.last_conversation_on, {_NEVER})
        ELSE coalesce(
            nullif(max(coalesce(p.last_conversation_on, ''), coalesce(p.last_value_add_on, '')), ''), {_NEVER}
        ) END) AS INTEGER) AS silent
{_CLOCKED} AND silent > every {{who}}
"""
_BY_DAY = f"""
SELECT on_date, sum((counts & {_SPOKE}) > 0), sum((counts & {_GAVE}) > 0) FROM {{touches}} GROUP BY on_date
"""
_ALL_TOUCHES = "touches WHERE on_date BETWEEN :start AND :end"
_THEIR_TOUCHES = f"""(SELECT DISTINCT touch_id, on_date, counts FROM touch_facts
    WHERE on_date BETWEEN :start AND :end AND counts & {_SPOKE | _GAVE}
    AND contact_id IN (SELECT value FROM json_each(:who)))"""
_LOAD_KINDS = f"""s.kind = 'talk' OR coalesce(s.kind = 'promise' AND (
    SELECT r.channel IN ({_TO_TALK}) FROM promises r WHERE r.id = s.promise_id), 0)"""
_LOAD = f"""
SELECT s.due_on, sum({_LOAD_KINDS}), sum(s.kind = 'value_add') FROM steps s
WHERE s.due_on <= :until AND s.kind IN ('talk', 'value_add', 'promise') {{who}} GROUP BY 1
"""
_LOAD_PEOPLE = f"""
SELECT DISTINCT s.contact_id FROM steps s WHERE s.due_on BETWEEN :start AND :end
AND ({_LOAD_KINDS} OR s.kind = 'value_add') {{who}} ORDER BY 1
"""
_CAME = f"""
SELECT o.id, o.contact_id, o.title, o.opened_on,
    (SELECT count(*) FROM touch_facts f WHERE f.contact_id = o.contact_id AND f.on_date <= o.opened_on),
    o.stage, o.value, o.currency, c.source, {_PLACE}
FROM opportunities o CROSS JOIN contacts c ON c.id = o.contact_id
WHERE o.opened_on BETWEEN :start AND :end {{who}} ORDER BY o.opened_on, o.id
"""
_TAGS = """
SELECT contact_id, tag FROM contact_tags WHERE contact_id IN (SELECT value FROM json_each(?))
ORDER BY contact_id, tag_key
"""
_CONVERSATIONS = f"""
SELECT f.contact_id, f.touch_id FROM touch_facts f
WHERE f.on_date BETWEEN :start AND :end AND f.counts & {_SPOKE} {{who}}
"""
_TOUCHED = """
SELECT DISTINCT f.contact_id FROM touch_facts f
WHERE f.on_date BETWEEN :start AND :end AND f.counts & :bits {who} ORDER BY 1
"""
_TERRITORIES = """
SELECT c.id, coalesce(nullif(c.country, ''), k.country, ''), coalesce(nullif(c.region, ''), k.region, ''),
    coalesce(nullif(c.postcode, ''), k.postcode, '')
FROM contacts c LEFT JOIN companies k ON k.id = c.company_id
"""
_STANDING = """
SELECT c.id, c.fit, coalesce(p.effective_rating, ''),
    (SELECT count(*) FROM opportunities o WHERE o.contact_id = c.id)
FROM contacts c LEFT JOIN plans p ON p.contact_id = c.id WHERE c.id IN (SELECT value FROM json_each(?))
"""
_NAMES = """
SELECT c.id, c.name, k.name FROM contacts c LEFT JOIN companies k ON k.id = c.company_id
WHERE c.id IN (SELECT value FROM json_each(?))
"""


class Reports:
    """Reads what figures are made of."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # -- whom a report is about ----------------------------------------------------------------------

    def who(self, scope: Scope) -> Who:
        """The ids of the contacts in a scope, None where it is everybody."""
        if scope.everybody:
            return None
        found, params = [], {}
        if scope.ratings:
            params["ratings"] = json_list(scope.ratings)
            found.append("p.effective_rating IN (SELECT value FROM json_each(:ratings))")
        if scope.tags:
            params["tags"] = json_list(name_key(tag) for tag in scope.tags)
            found.append(
                "c.id IN (SELECT contact_id FROM contact_tags"
                " WHERE tag_key IN (SELECT value FROM json_each(:tags)))"
            )
        if scope.sources:
            params["sources"] = json_list(scope.sources)
            found.append("c.source IN (SELECT value FROM json_each(:sources))")
        if scope.territory:
            places = [place for place in self._places() if in_territory(scope.territory, *place)]
            params["places"] = json_list("\x1f".join(place) for place in places)
            joined = " || char(31) || ".join(_PLACES)
            found.append(f"{joined} IN (SELECT value FROM json_each(:places))")
        sql = "SELECT c.id FROM contacts c LEFT JOIN plans p ON p.contact_id = c.id WHERE"
        rows = self._store.rows(f"{sql} {' AND '.join(found)} ORDER BY c.id", params)
        return [row[0] for row in rows]

    def _places(self) -> list[tuple[str, str, str]]:
        return [
            (row[0], row[1], row[2]) for row in self._store.rows(f"SELECT DISTINCT {_PLACE} FROM contacts c")
        ]

    def names(self, ids: Iterable[int]) -> dict[int, tuple[str, str | None]]:
        """Name and company of contacts."""
        return {row[0]: (row[1], row[2]) for row in self._store.rows(_NAMES, (json_list(ids),))}

    # -- as of today ---------------------------------------------------------------------------------

    def left_behind(self, today: date, who: Who) -> list[int]:
        """Who is left behind today."""
        rows = self._store.rows(f"{LEFT_BEHIND} ORDER BY 1", (today.isoformat(),))
        meant = None if who is None else set(who)
        return [row[0] for row in rows if meant is None or row[0] in meant]

    def clock_facts(self, today: date, who: Who) -> list[ClockFact]:
        """How many active contacts of each rating are due when."""
        day = today.isoformat()
        passed = self._rows(_LATE_FACTS, who, "p.contact_id", today=day)
        found = [ClockFact(rating, date.fromisoformat(due), people) for rating, due, people in passed]
        for rating, people in self._rows(_CLOCKS, who, "p.contact_id", today=day):
            others = people - sum(fact.people for fact in found if fact.rating == rating)
            found.append(ClockFact(rating, None, others))
        return found

    def clocks(self, today: date, who: Who) -> list[tuple[int, str, date | None]]:
        """Every active contact with a clock: its effective rating, and the clock's date as in `ClockFact`."""
        day = today.isoformat()
        passed = {
            contact_id: date.fromisoformat(due)
            for contact_id, due in self._rows(_LATE_PEOPLE, who, "p.contact_id", today=day)
        }
        rows = self._rows(_CLOCK_PEOPLE, who, "p.contact_id", today=day)
        return [(contact_id, rating, passed.get(contact_id)) for contact_id, rating in rows]

    def silent(self, today: date, who: Who) -> list[Slip]:
        """Active contacts silent for longer than their interval, in no order, without names."""
        rows = self._rows(_SLIPPING, who, "p.contact_id", today=today.isoformat())
        return [Slip(row[0], row[1], row[2] == 1, row[3], row[4]) for row in rows]

    def due_by_day(self, until: date, who: Who) -> dict[date, tuple[int, int]]:
        """Talks (promises to talk among them) and value-adds due by day up to one, overdue ones too."""
        rows = self._rows(_LOAD, who, "s.contact_id", until=until.isoformat())
        return {date.fromisoformat(day): (talks, value_adds) for day, talks, value_adds in rows}

    def due_people(self, start: date, end: date, who: Who) -> list[int]:
        """Whom a talk or a value-add is due to between two days, both included."""
        days = {"start": start.isoformat(), "end": end.isoformat()}
        rows = self._rows(_LOAD_PEOPLE, who, "s.contact_id", **days)
        return [row[0] for row in rows]

    def without_step(self, ids: Iterable[int]) -> list[int]:
        """Those of these contacts who have no next step at all."""
        sql = "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT contact_id FROM steps) ORDER BY 1"
        return [row[0] for row in self._store.rows(sql, (json_list(ids),))]

    # -- of a period ---------------------------------------------------------------------------------

    def counted_by_day(self, period: Period, who: Who) -> dict[date, tuple[int, int]]:
        """Conversations and value-adds by local date; a touch with several people is one."""
        source = _ALL_TOUCHES if who is None else _THEIR_TOUCHES
        params = _dates(period) if who is None else _dates(period) | {"who": json_list(who)}
        rows = self._store.rows(_BY_DAY.format(touches=source), params)
        return {date.fromisoformat(day): (talks, value_adds) for day, talks, value_adds in rows}

    def touched(self, period: Period, bits: Counts, who: Who) -> list[int]:
        """Who had a touch in a period that counts as one of ``bits``."""
        rows = self._rows(_TOUCHED, who, "f.contact_id", **_dates(period), bits=int(bits))
        return [row[0] for row in rows]

    def came(self, period: Period, who: Who) -> list[Came]:
        """The opportunities opened in a period, oldest first."""
        rows = self._rows(_CAME, who, "o.contact_id", **_dates(period))
        tags = self._tags({row[1] for row in rows})
        return [
            Came(
                row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], STAGES[row[5]],
                None if row[6] is None else Decimal(row[6]), row[7], row[8], territory_of(*row[9:12]),
                tuple(tags.get(row[1], ())),
            )
            for row in rows
        ]  # fmt: skip

    def introduced_by(self) -> dict[int, int]:
        """Who introduced whom: the introducer of everybody who has one."""
        return dict(
            self._store.rows("SELECT id, introduced_by FROM contacts WHERE introduced_by IS NOT NULL")
        )

    # -- target lists --------------------------------------------------------------------------------

    def lists(self, kind: ListKind) -> dict[str, list[int]]:
        """The members of every list of a kind, by its name. Nobody without one is named."""
        found: dict[str, list[int]] = {}
        for contact_id, key in self._memberships(kind):
            if key:
                found.setdefault(key, []).append(contact_id)
        return found

    def conversations(self, period: Period, who: Who) -> dict[int, list[int]]:
        """The conversations of a period, by contact."""
        found: dict[int, list[int]] = {}
        for contact_id, touch_id in self._rows(_CONVERSATIONS, who, "f.contact_id", **_dates(period)):
            found.setdefault(contact_id, []).append(touch_id)
        return found

    def standing(self, ids: Iterable[int]) -> dict[int, tuple[str, str, int]]:
        """Fit, effective rating and number of opportunities ever, of contacts."""
        return {row[0]: row[1:] for row in self._store.rows(_STANDING, (json_list(ids),))}

    def ever_reached(self) -> set[int]:
        """Who has been talked to, ever."""
        rows = self._store.rows("SELECT contact_id FROM plans WHERE last_conversation_on IS NOT NULL")
        return {row[0] for row in rows}

    def _memberships(self, kind: ListKind) -> Iterable[tuple[int, str]]:
        if kind is ListKind.TAG:
            # One spelling for all who have a tag: that of the first.
            sql = (
                "SELECT t.contact_id, n.tag FROM contact_tags t JOIN (SELECT tag_key, tag, min(id)"
                " FROM contact_tags GROUP BY tag_key) n ON n.tag_key = t.tag_key"
            )
            return ((row[0], row[1]) for row in self._store.rows(sql))
        if kind is ListKind.SOURCE:
            return ((row[0], row[1]) for row in self._store.rows("SELECT id, source FROM contacts"))
        rows = self._store.rows(_TERRITORIES)
        return ((row[0], territory_of(row[1], row[2], row[3])) for row in rows)

    def _tags(self, ids: Iterable[int]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for contact_id, tag in self._store.rows(_TAGS, (json_list(ids),)):
            found.setdefault(contact_id, []).append(tag)
        return found

    def _rows(self, sql: str, who: Who, column: str, **params: Any) -> list[tuple[Any, ...]]:
        """A statement narrowed to the contacts a report is about."""
        if who is None:
            return self._store.rows(sql.format(who=""), params)
        narrowed = sql.format(who=f"AND {column} IN (SELECT value FROM json_each(:who))")
        return self._store.rows(narrowed, params | {"who": json_list(who)})


def _dates(period: Period) -> Params:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}
