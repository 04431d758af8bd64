"""Who may be sent something now: who is closed or refuses, who is paused, who has just heard from the rep."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from kitdiary.domain.content import ColleagueHad
from kitdiary.domain.touches import Counts
from kitdiary.storage.database import Store
from kitdiary.storage.values import json_list

_MANY = 1_500
"""From so many people on, reading everybody's row in order is quicker than looking up each."""
_STANDING = """
SELECT c.id, CASE WHEN c.closed IS NOT NULL OR NOT (c.allow_email OR c.allow_other) THEN NULL
    ELSE c.paused_until END
FROM {} WHERE c.closed IS NOT NULL OR NOT (c.allow_email OR c.allow_other) OR c.paused_until > ?"""
_EVERYBODY, _SOME = "contacts c", "json_each(?) e CROSS JOIN contacts c ON c.id = e.value"
_HEARD = f"""
SELECT l.contact_id, max(t.on_date) FROM touches t CROSS JOIN touch_contacts l ON l.touch_id = t.id
WHERE t.on_date > ? AND t.on_date <= ? AND t.counts & {int(Counts.OUTGOING)} GROUP BY l.contact_id"""
_FIRMS = """
SELECT c.id, c.company_id FROM json_each(?) e CROSS JOIN contacts c ON c.id = e.value
WHERE c.company_id IS NOT NULL"""
_PEOPLE = "SELECT c.company_id, c.id FROM json_each(?) e CROSS JOIN contacts c ON c.company_id = e.value"
_COLLEAGUES = """
SELECT c.id, c.name, c.company_id FROM json_each(?) e CROSS JOIN contacts c ON c.company_id = e.value"""
_HAD = """
SELECT l.contact_id, max(t.on_date) FROM touches t CROSS JOIN touch_contacts l ON l.touch_id = t.id
WHERE t.content_id = ? AND t.outcome <> 'bounced' GROUP BY l.contact_id"""
_COLLEAGUE_HAD = """
SELECT o.id, o.name, t.on_date FROM contacts c CROSS JOIN contacts o ON o.company_id = c.company_id
CROSS JOIN touch_contacts l ON l.contact_id = o.id CROSS JOIN touches t ON t.id = l.touch_id
WHERE c.id = ? AND o.id <> c.id AND t.content_id = ? AND t.outcome <> 'bounced' ORDER BY t.at DESC LIMIT 1"""


class Sendable:
    """Reads of who may be sent what. They need a read scope."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rated: dict[str, set[int]] = {}

    def everybody(self) -> set[int]:
        """Every contact there is."""
        return {who for (who,) in self._store.rows("SELECT contact_id FROM plans")}

    def standing(self, ids: Collection[int], today: date) -> tuple[set[int], dict[int, date]]:
        """To whom nothing may be sent at all, and who is paused until when: these people's at least."""
        if len(ids) < _MANY:
            rows = self._store.rows(_STANDING.format(_SOME), (json_list(ids), today.isoformat()))
        else:
            rows = self._store.rows(_STANDING.format(_EVERYBODY), (today.isoformat(),))
        paused = {who: date.fromisoformat(until) for who, until in rows if until is not None}
        return {who for who, until in rows if until is None}, paused

    def of_rating(self, code: str) -> set[int]:
        """Everybody whose effective rating this is; read once."""
        if code not in self._rated:
            rows = self._store.rows("SELECT contact_id FROM plans WHERE effective_rating = ?", (code,))
            self._rated[code] = {who for (who,) in rows}
        return self._rated[code]

    def heard(self, days: int, today: date) -> dict[int, str]:
        """Who had an outgoing touch that was no attempt within so many days: its local date, as ISO text."""
        if days < 1:
            return {}
        since = today - timedelta(days=days)
        return dict(self._store.rows(_HEARD, (since.isoformat(), today.isoformat())))

    def colleagues_of(self, heard: Mapping[int, str]) -> dict[int, str]:
        """The colleagues of people who have heard something, with the latest day another of them did."""
        at_firm: dict[int, list[tuple[str, int]]] = {}
        for who, firm in self._store.rows(_FIRMS, (json_list(heard),)):
            at_firm.setdefault(firm, []).append((heard[who], who))
        found: dict[int, str] = {}
        for firm, who in self._store.rows(_PEOPLE, (json_list(at_firm),)):
            days = [on for on, other in at_firm[firm] if other != who]
            if days:
                found[who] = max(days)
        return found

    def who_had(self, item_id: int) -> dict[int, date]:
        """Who has had an item, in whatever way, and when last."""
        return {who: date.fromisoformat(on) for who, on in self._store.rows(_HAD, (item_id,))}

    def colleague_had(self, contact_id: int, item_id: int) -> ColleagueHad | None:
        """Who at the same company has had an item, the last of them."""
        row = self._store.one(_COLLEAGUE_HAD, (contact_id, item_id))
        return None if row is None else ColleagueHad(row[0], row[1], date.fromisoformat(row[2]))

    def colleagues_had(self, ids: Iterable[int], had: Mapping[int, date]) -> dict[int, ColleagueHad]:
        """For each of these people the colleague who is the last among those who have had something."""
        firms: dict[int, int] = dict(self._store.rows(_FIRMS, (json_list(ids),)))
        last: dict[int, ColleagueHad] = {}
        for who, name, firm in self._store.rows(_COLLEAGUES, (json_list(set(firms.values())),)):
            on = had.get(who)
            if on is not None and (firm not in last or on > last[firm].on):
                last[firm] = ColleagueHad(who, name, on)
        return {who: last[firm] for who, firm in firms.items() if firm in last}

    def people(self, ids: Iterable[int]) -> dict[int, tuple[str, str, str, str]]:
        """Name, company, job title and effective rating of these people."""
        rows = self._store.rows(
            "SELECT c.id, c.name, coalesce(k.name, ''), c.job_title, coalesce(p.effective_rating, '')"
            " FROM json_each(?) e CROSS JOIN contacts c ON c.id = e.value"
            " LEFT JOIN companies k ON k.id = c.company_id LEFT JOIN plans p ON p.contact_id = c.id",
            (json_list(ids),),
        )
        return {who: (name, company, job, rating) for who, name, company, job, rating in rows}
