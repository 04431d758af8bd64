"""Which contacts a list shows: the conditions of its filter, and what they are as SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kitdiary.domain.names import name_key
from kitdiary.domain.people import Fit, Role, State
from kitdiary.domain.touches import TALK_CHANNELS
from kitdiary.storage.matching import beginning_query, in_columns, prefixes_query, words_of
from kitdiary.storage.steps import LEFT_BEHIND
from kitdiary.storage.values import json_list

_LAST = "\U0010ffff"
_LISTED_WORDS = "name company job_title city tags emails"
"""Where the filter of a list looks: what a line says of a person, not the long notes."""
_SHORT = 1
"""Up to so many letters a filter is the beginning of a name: nearly everybody has a word with one."""
_TO_TALK = ", ".join(f"'{channel.value}'" for channel in sorted(TALK_CHANNELS))

NEXT_TALK = f"""(SELECT min(s.due_on) FROM steps s WHERE s.contact_id = c.id AND (s.kind = 'talk'
    OR s.kind = 'promise'
    AND (SELECT r.channel IN ({_TO_TALK}) FROM promises r WHERE r.id = s.promise_id)))"""
"""The day of the next talk, or of the promise that stands in its place (PRODUCT §2.7)."""
_LAST_HEARD = """(SELECT coalesce(
    nullif(max(coalesce(p.last_conversation_on, ''), coalesce(p.last_value_add_on, '')), ''),
    max(c.added_on, c.first_talk_on)) FROM plans p WHERE p.contact_id = c.id)"""
"""The day silence counts from (PRODUCT §1 *left behind*)."""

Params = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class ContactQuery:
    """Which contacts: all conditions given must hold; of several ratings, roles, tags or sources, one.

    ``text`` are words of the name, company, job title, place, tags or addresses, each perhaps only begun;
    one letter is the beginning of a name. ``ratings`` are effective ones. ``city`` and
    ``postcode`` may be only begun; where a person has no place of their own, it is the company's.

    As of the local date ``today``, which they need: ``state``, ``left_behind``, ``silent_days`` (no
    conversation and no value-add for more than so many days), ``talk_within`` (the next talk is late or
    due within so many days), ``timing_within`` (a timing's date is today or within so many days).
    ``talk_by`` is a last date for the next talk.

    ``ids`` are those of a list that was put together elsewhere (the people behind a bar of Reports), and
    ``behind`` says in words what they are.
    """

    text: str = ""
    ratings: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    tags: tuple[str, ...] = ()
    state: State | None = None
    fit: Fit | None = None
    company_id: int | None = None
    left_behind: bool = False
    today: date | None = None
    has_timing: bool = False
    timing_within: int | None = None
    silent_days: int | None = None
    talk_within: int | None = None
    talk_by: date | None = None
    sources: tuple[str, ...] = ()
    city: str = ""
    postcode: str = ""
    country: str = ""
    ids: tuple[int, ...] | None = None
    behind: str = ""


def conditions(query: ContactQuery, params: Params) -> list[str] | None:
    """The conditions of a query as SQL, their values put into ``params``; None: nobody can fit."""
    text = _text_condition(query.text, params)
    city = _city_condition(query.city, params)
    if text is None or city is None:
        return None
    found = [text, city, *_judged(query, params), *_dated(query, params), *_placed(query, params)]
    return [condition for condition in found if condition]


def _judged(query: ContactQuery, params: Params) -> list[str]:
    found = []
    if query.ids is not None:
        params["ids"] = json_list(query.ids)
        found.append("c.id IN (SELECT value FROM json_each(:ids))")
    if query.ratings:
        params["ratings"] = json_list(query.ratings)
        found.append(
            "c.id IN (SELECT p.contact_id FROM plans p"
            " WHERE p.effective_rating IN (SELECT value FROM json_each(:ratings)))"
        )
    if query.roles:
        params["roles"] = json_list(role.value for role in query.roles)
        found.append("c.role IN (SELECT value FROM json_each(:roles))")
    if query.tags:
        params["tags"] = json_list(name_key(tag) for tag in query.tags)
        found.append(
            "c.id IN (SELECT t.contact_id FROM contact_tags t"
            " WHERE t.tag_key IN (SELECT value FROM json_each(:tags)))"
        )
    if query.sources:
        params["sources"] = json_list(query.sources)
        found.append("c.source IN (SELECT value FROM json_each(:sources))")
    if query.fit is not None:
        params["fit"] = query.fit.value
        found.append("c.fit = :fit")
    if query.company_id is not None:
        params["company"] = query.company_id
        found.append("c.company_id = :company")
    if query.has_timing:
        found.append("c.timing_on IS NOT NULL")
    return found


def _dated(query: ContactQuery, params: Params) -> list[str]:
    found = []
    if query.talk_by is not None:
        params["talk_by"] = query.talk_by.isoformat()
        found.append(f"{NEXT_TALK} <= :talk_by")
    days = (query.timing_within, query.silent_days, query.talk_within)
    if query.state is None and not query.left_behind and days == (None, None, None):
        return found
    if query.today is None:
        raise ValueError("a filter by state, days or left behind needs today's date")
    params["today"] = query.today.isoformat()
    if query.state is not None:
        found.append(_STATES[query.state])
    if query.left_behind:
        found.append(f"c.id IN ({LEFT_BEHIND.replace('?1', ':today')})")
    for name, condition, sign in _WITHIN:
        number = getattr(query, name)
        if number is not None:
            params[name] = (query.today + timedelta(days=sign * number)).isoformat()
            found.append(condition)
    return found


_PAUSED = "coalesce(c.paused_until > :today, 0)"
_STATES: Mapping[State, str] = {
    State.CLOSED: "c.closed IS NOT NULL",
    State.PAUSED: f"c.closed IS NULL AND {_PAUSED}",
    State.ACTIVE: f"c.closed IS NULL AND NOT {_PAUSED}",
}
_WITHIN = (
    ("timing_within", "c.timing_on BETWEEN :today AND :timing_within", 1),
    ("talk_within", f"{NEXT_TALK} <= :talk_within", 1),
    ("silent_days", f"{_LAST_HEARD} < :silent_days", -1),
)


def place(column: str) -> str:
    """A part of the address: the person's own, else that of the company."""
    return (
        f"coalesce(nullif(c.{column}, ''),"
        f" (SELECT nullif(k.{column}, '') FROM companies k WHERE k.id = c.company_id))"
    )


def _placed(query: ContactQuery, params: Params) -> list[str]:
    found = []
    code = "".join(query.postcode.split()).upper()
    if code:
        params["postcode"], params["postcode_end"] = code, code + _LAST
        spelt = f"replace(upper({place('postcode')}), ' ', '')"
        found.append(f"{spelt} >= :postcode AND {spelt} < :postcode_end")
    if query.country.strip():
        params["country"] = query.country.strip()
        found.append(f"{place('country')} = :country COLLATE NOCASE")
    return found


def _city_condition(city: str, params: Params) -> str | None:
    """By the search index: it knows case and accents, and where a word begins. None: no such place."""
    if not city.strip():
        return ""
    query = beginning_query("city", city)
    if query is None:
        return None
    params["city"] = query
    return (
        "(c.id IN (SELECT rowid FROM people_search WHERE people_search MATCH :city) OR c.city = ''"
        " AND c.company_id IN (SELECT rowid FROM companies_search WHERE companies_search MATCH :city))"
    )


def _text_condition(text: str, params: Params) -> str | None:
    if not text.strip():
        return ""
    key = name_key(text)
    if 0 < len(key) <= _SHORT and key.isascii():
        params["first"], params["last"] = key, key + _LAST
        return "c.name_key >= :first AND c.name_key < :last"
    query = prefixes_query(text)
    if query is None or not words_of(text):
        return None
    params["match"] = in_columns(_LISTED_WORDS, query)
    return "c.id IN (SELECT rowid FROM people_search WHERE people_search MATCH :match)"
