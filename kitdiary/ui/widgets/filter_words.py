"""A filter in words: one chip for each condition, and what to change of the query to be without it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kitdiary.domain.people import State
from kitdiary.services.lists import ContactQuery
from kitdiary.ui.models.contacts_model import fit_words, role_words
from kitdiary.ui.text import tr
from kitdiary.ui.words import day_words


def state_words(state: State) -> str:
    """Active, paused or closed."""
    return {State.ACTIVE: tr("Active"), State.PAUSED: tr("Paused"), State.CLOSED: tr("Closed")}[state]


def talk_words(days: int) -> str:
    """When the next talk is due at the latest."""
    if days == 0:
        return tr("late or today")
    return tr("within {0} days", days)


def chips(query: ContactQuery, today: date) -> list[tuple[str, dict[str, Any]]]:
    """What is set besides words and ratings, each with the fields to `replace` when it is removed."""
    return [*_standing(query), *_dated(query, today), *_listed(query), *_placed(query)]


Chips = Iterator[tuple[str, dict[str, Any]]]


def _standing(query: ContactQuery) -> Chips:
    if query.ids is not None:
        yield query.behind or tr("People of a list"), {"ids": None, "behind": ""}
    if query.left_behind:
        yield tr("Left behind"), {"left_behind": False}
    if query.state is not None:
        yield state_words(query.state), {"state": None}
    if query.fit is not None:
        yield tr("Fit: {0}", fit_words(query.fit)), {"fit": None}


def _dated(query: ContactQuery, today: date) -> Chips:
    if query.talk_within is not None:
        yield tr("Next talk {0}", talk_words(query.talk_within)), {"talk_within": None}
    if query.talk_by is not None:
        yield tr("Next talk by {0}", day_words(query.talk_by, today)), {"talk_by": None}
    if query.silent_days is not None:
        yield tr("Silent for more than {0} days", query.silent_days), {"silent_days": None}
    if query.timing_within is not None:
        yield tr("Timing within {0} days", query.timing_within), {"timing_within": None}
    elif query.has_timing:
        yield tr("Has a timing"), {"has_timing": False}


def _listed(query: ContactQuery) -> Chips:
    for role in query.roles:
        yield role_words(role), {"roles": tuple(one for one in query.roles if one is not role)}
    for tag in query.tags:
        yield tr("Tag {0}", tag), {"tags": tuple(one for one in query.tags if one != tag)}
    for source in query.sources:
        yield tr("Source {0}", source), {"sources": tuple(one for one in query.sources if one != source)}


def _placed(query: ContactQuery) -> Chips:
    if query.city:
        yield tr("City {0}", query.city), {"city": ""}
    if query.postcode:
        yield tr("Postcode {0}…", query.postcode), {"postcode": ""}
    if query.country:
        yield tr("Country {0}", query.country), {"country": ""}
