"""Why a step is due: the facts of the rule that set its date, and the sentence they make today.

PRODUCT §2.18. A reason holds dates and lengths, never "days ago": it is stored with the step and
must read right on any later day.
"""

import json
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from kitdiary.domain.day_names import month_short, short_day
from kitdiary.domain.intervals import Interval, parse_interval
from kitdiary.domain.people import Precision, TimingKind


class Rule(StrEnum):
    """The rule that set a due date; values are stored, so they never change."""

    LAST_TALK = "last-talk"
    FIRST_TALK = "first-talk"
    FIT_GUARD = "fit-guard"
    TRIES = "tries"
    TIMING = "timing"
    TIMING_PASSED = "timing-passed"
    LAST_VALUE = "last-value"
    AFTER_TALK = "after-talk"
    FIRST_VALUE = "first-value"
    OTHER_WAY = "other-way"
    PROMISE = "promise"
    PROMISE_TRIED = "promise-tried"
    REPLY = "reply"
    THANKS = "thanks"


TIMING_RULES = frozenset({Rule.TIMING, Rule.TIMING_PASSED})

_TIMING_WORDS = {
    TimingKind.CONTRACT_END: ("Contract ends", "Contract was to end"),
    TimingKind.BUDGET_ROUND: ("Budget round", "Budget round was to be"),
    TimingKind.PROJECT_START: ("Project starts", "Project was to start"),
    TimingKind.NEW_MANAGER: ("New manager from", "A new manager was to come"),
    TimingKind.OTHER: ("The door may open", "The door was to open"),
}
_TRY_WORDS = ("second try", "third try")


class Reason(NamedTuple):
    """The facts behind one step; slim, for the morning reads thousands. Unused fields are None, False or 0.

    ``on`` is the date of the fact the date was counted from (the last conversation, the attempt …)
    and ``touch_id`` its touch; ``every`` the interval as in settings (``6w``); ``rating`` the rating
    that gave it, None where the contact's own cadence did.
    """

    rule: Rule
    on: date | None = None
    touch_id: int | None = None
    every: str | None = None
    rating: str | None = None
    tries: int = 0
    what: str | None = None
    skipped: bool = False
    timing: TimingKind | None = None
    timing_on: date | None = None
    precision: Precision | None = None
    won: bool = False
    more: int = 0
    """How many further promises are open behind the one shown."""
    gap_days: int | None = None
    """The nuisance rule holds the step back this many days after the last touch."""
    gap_company: bool = False
    paused: bool = False
    moved: bool = False

    def snoozed(self) -> "Reason":
        """The same reason for a step the rep snoozed."""
        return self._replace(moved=True)

    def to_json(self) -> str:
        """Compact JSON of the fields in use, for the stored plan."""
        found: dict[str, Any] = {}
        for name, value in zip(_NAMES, self, strict=True):
            if value is not None and value is not False and value != 0:
                found[name] = value.isoformat() if isinstance(value, date) else value
        return _encode(found)

    @classmethod
    def from_json(cls, text: str) -> "Reason":
        """The reason that `to_json` wrote."""
        found, _ = _decode(text)
        found["rule"] = _RULES[found["rule"]]
        if "on" in found:
            found["on"] = date.fromisoformat(found["on"])
        if "timing" in found:
            found["timing"] = TimingKind(found["timing"])
        if "timing_on" in found:
            found["timing_on"] = date.fromisoformat(found["timing_on"])
        if "precision" in found:
            found["precision"] = Precision(found["precision"])
        return cls(**found)

    def sentence(self, today: date) -> str:
        """The reason in one sentence, seen from ``today`` (a local date)."""
        return _BASE[self.rule](self, today) + self._tail()

    def _tail(self) -> str:
        tail = ""
        if self.more:
            tail += f"; {self.more} more promise{'' if self.more == 1 else 's'} open"
        if self.gap_days is not None:
            whom = "someone at the company" if self.gap_company else "them"
            tail += f"; no sooner than {plural(self.gap_days, 'day')} after the last touch to {whom}"
        if self.paused:
            tail += "; was paused until then"
        if self.moved:
            tail += "; snoozed"
        return tail


_NAMES = Reason._fields
_RULES = {rule.value: rule for rule in Rule}
_decode = json.JSONDecoder().raw_decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: `json.loads` and `json.dumps` look at their options anew for each of thousands of reasons."""


@lru_cache(maxsize=256)
def _interval(text: str | None) -> Interval | None:
    return parse_interval(text or "none")


def plural(count: int, noun: str) -> str:
    """``1 day``, ``3 days``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def ago(then: date | None, today: date) -> str:
    """``today``, ``yesterday``, ``61 days ago``, ``in 3 days``."""
    if then is None:
        return "never"
    days = (today - then).days
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    return plural(days, "day") + " ago" if days > 0 else f"in {plural(-days, 'day')}"


def day_words(day: date, today: date) -> str:
    """``18 Feb``, with the year where it is not that of ``today``."""
    text = short_day(day)
    return text if day.year == today.year else f"{text} {day.year}"


def precise_words(day: date, precision: Precision | None, today: date) -> str:
    """A date as exactly as it is known: ``18 Feb 2027``, ``Jan 2027``, ``Q1 2027``, ``2027``."""
    if precision is Precision.MONTH:
        return f"{month_short(day)} {day.year}"
    if precision is Precision.QUARTER:
        return f"Q{(day.month + 2) // 3} {day.year}"
    return str(day.year) if precision is Precision.YEAR else day_words(day, today)


def _every(reason: Reason) -> str:
    interval = _interval(reason.every)
    words = interval.words.removeprefix("1 ") if interval is not None else "now and then"
    return f"{reason.rating} is every {words}" if reason.rating else f"every {words} with this contact"


def _last_talk(reason: Reason, today: date) -> str:
    start = "Talk skipped" if reason.skipped else "Last spoke"
    return f"{start} {ago(reason.on, today)}; {_every(reason)}"


def _first_talk(reason: Reason, today: date) -> str:
    return f"Never spoken; first talk planned for {day_words(reason.on or today, today)}"


def _fit_guard(reason: Reason, today: date) -> str:
    start = "Talk skipped" if reason.skipped else "Last spoke"
    interval = _interval(reason.every)
    most = plural(interval.days if interval is not None else 0, "day")
    return f"{start} {ago(reason.on, today)}; the right fit is never silent for more than {most}"


def _tries(reason: Reason, today: date) -> str:
    if reason.tries <= len(_TRY_WORDS):
        return f"No answer {ago(reason.on, today)}; {_TRY_WORDS[reason.tries - 1]}"
    return f"{reason.tries} tries without an answer, the last {ago(reason.on, today)}; try again"


def _other_way(reason: Reason, today: date) -> str:
    return f"{reason.tries} tries without an answer, the last {ago(reason.on, today)}: try another way"


def _timing_date(reason: Reason, today: date) -> str:
    return precise_words(reason.timing_on or today, reason.precision, today)


def _timing(reason: Reason, today: date) -> str:
    words = _TIMING_WORDS[reason.timing or TimingKind.OTHER][0]
    if reason.on is None:
        return f"{words} {_timing_date(reason, today)}: the time to be in touch has come"
    interval = _interval(reason.every)
    every = f"; every {interval.words} until then" if interval is not None else ""
    return f"{words} {_timing_date(reason, today)}, last in touch {ago(reason.on, today)}{every}"


def _timing_passed(reason: Reason, today: date) -> str:
    words = _TIMING_WORDS[reason.timing or TimingKind.OTHER][1]
    joint = "in" if reason.precision not in (None, Precision.DAY) else "on"
    return f"{words} {joint} {_timing_date(reason, today)}: ask what happened"


def _last_value(reason: Reason, today: date) -> str:
    start = "Value-add skipped" if reason.skipped else "Last value-add"
    return f"{start} {ago(reason.on, today)}; {_every(reason)}"


def _after_talk(reason: Reason, today: date) -> str:
    return f"Nothing sent since the talk {ago(reason.on, today)}; {_every(reason)}"


def _first_value(reason: Reason, _today: date) -> str:
    return f"Nothing sent yet; {_every(reason)}"


def _promise(reason: Reason, today: date) -> str:
    return f"You promised for {day_words(reason.on or today, today)}: {reason.what or 'to be in touch'}"


def _promise_tried(reason: Reason, today: date) -> str:
    return f"You promised: {reason.what or 'to be in touch'}; tried {ago(reason.on, today)}, nobody there"


def _reply(reason: Reason, today: date) -> str:
    return f"Asked for a reply {ago(reason.on, today)}; no answer yet"


def _thanks(reason: Reason, today: date) -> str:
    came = "was won" if reason.won else "opened"
    when = ago(reason.on, today)
    return f"An opportunity with {reason.what}, who came through them, {came} {when}: say thanks"


_BASE = {
    Rule.LAST_TALK: _last_talk,
    Rule.FIRST_TALK: _first_talk,
    Rule.FIT_GUARD: _fit_guard,
    Rule.TRIES: _tries,
    Rule.TIMING: _timing,
    Rule.TIMING_PASSED: _timing_passed,
    Rule.LAST_VALUE: _last_value,
    Rule.AFTER_TALK: _after_talk,
    Rule.FIRST_VALUE: _first_value,
    Rule.OTHER_WAY: _other_way,
    Rule.PROMISE: _promise,
    Rule.PROMISE_TRIED: _promise_tried,
    Rule.REPLY: _reply,
    Rule.THANKS: _thanks,
}
