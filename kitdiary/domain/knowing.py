"""What is known of a person, and what is still to be asked: the next questions to ask (PRODUCT §4).

Pure. Corners decided here:

- A need or a frustration that is older than a year is asked again; everything else that was said stays known.
- Project, budget and timeline are unknown until somebody said "has" or "has not".
- Who supplies them is known when an insight says so (`answers.incumbent`) or a contract's end is known; until
  when, by a timing of the kind contract end, passed or not.
- Who decides is known when something they can or cannot do speaks of deciding, signing or approving.
"""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from kitdiary.domain.people import Timing, TimingKind
from kitdiary.domain.prompts import Topic
from kitdiary.domain.touches import Insight, InsightKind

_OLD_DAYS = 365
_DECIDES = re.compile(r"\b(decid|decision|sign|approv|says yes)", re.IGNORECASE)
_ASKED_AGAIN = {InsightKind.NEED: Topic.NEED, InsightKind.FRUSTRATION: Topic.FRUSTRATION}
_TRI = {
    InsightKind.PROJECT: Topic.PROJECT,
    InsightKind.BUDGET: Topic.BUDGET,
    InsightKind.TIMELINE: Topic.TIMELINE,
}
TRI_STATE = frozenset(_TRI)
"""The insights that say has, has not or unknown."""


class Held(StrEnum):
    """Project, budget, timeline: whether they have one. The values begin the text of the insight."""

    HAS = "has"
    HAS_NOT = "has not"
    UNKNOWN = "unknown"


def held_text(held: Held | None, words: str) -> str:
    """The text of such an insight: ``has``, ``has not: not before May``, or the words alone."""
    said = " ".join(words.split())
    if held is None:
        return said
    return f"{held}: {said}" if said else held.value


def held_in(text: str) -> Held | None:
    """What such a text says, None where it says it in words of its own."""
    first = text.partition(":")[0].strip().casefold()
    return next((held for held in Held if held.value == first), None)


def next_questions(
    insights: Sequence[Insight], timing: Timing | None, incumbent: str | None, today: date
) -> tuple[Topic, ...]:
    """What is still unknown, the next to ask first. ``insights`` are newest first.

    ``incumbent`` is who supplies them, None where nothing is known of it.
    """
    newest: dict[InsightKind, Insight] = {}
    for insight in insights:
        newest.setdefault(insight.kind, insight)
    found = [
        topic
        for kind, topic in _ASKED_AGAIN.items()
        if kind not in newest or (today - newest[kind].on).days > _OLD_DAYS
    ]
    for kind, topic in _TRI.items():
        if kind not in newest or held_in(newest[kind].text) is Held.UNKNOWN:
            found.append(topic)
    ends = timing is not None and timing.kind is TimingKind.CONTRACT_END
    if not ends:
        found.append(Topic.SUPPLIER if incumbent is None else Topic.CONTRACT_END)
    about = (insight for insight in insights if insight.kind in (InsightKind.CAN, InsightKind.CANNOT))
    if not any(_DECIDES.search(insight.text) for insight in about):
        found.append(Topic.DECIDES)
    return tuple(found)
