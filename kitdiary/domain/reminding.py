"""What is to be announced now (PRODUCT §3): the digest of the day, promises ahead and on time.

Pure: it is told the time, what is due and what was announced already. Holding no future events, it gives
the right answer after a sleep, a flight, a restart or a changed clock.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from kitdiary.domain.agenda import AgendaItem, DueStep
from kitdiary.domain.day_names import short_day
from kitdiary.domain.preferences import Preferences
from kitdiary.domain.reasons import plural
from kitdiary.domain.reminder_times import digest_day, paused_until
from kitdiary.domain.steps import StepKind
from kitdiary.domain.workdays import Workdays

MOST_SINGLE = 3
"""More than this many timed announcements at once become one digest."""


class Occasion(StrEnum):
    """On what occasion a step is announced."""

    DIGEST = "digest"
    AHEAD = "ahead"
    ON_TIME = "on-time"


class NoticeKey(NamedTuple):
    """What is announced at most once: a step, its date or instant, the occasion.

    ``step_due`` is the local date of the digest, or the instant (UTC, ISO) of a step with a time. The
    digest as a whole has contact 0.
    """

    contact_id: int
    kind: str
    step_due: str
    promise_id: int
    occasion: Occasion


class StepRef(NamedTuple):
    """The step an announcement is about: what a rep who acts on it means."""

    contact_id: int
    kind: StepKind
    promise_id: int | None


@dataclass(frozen=True, slots=True)
class Announcement:
    """One message to show, and the keys to record once it has been shown. ``keys[0]`` names it.

    ``steps`` are the steps with a time that it is about; the digest of a day stands for the whole day and
    has none.
    """

    title: str
    body: str
    keys: tuple[NoticeKey, ...]
    steps: tuple[StepRef, ...] = ()


_NOUNS = (
    (StepKind.TALK, "talk"),
    (StepKind.VALUE_ADD, "value-add"),
    (StepKind.REPLY, "reply"),
    (StepKind.PROMISE, "promise"),
    (StepKind.THANKS, "thank-you"),
)


_Keyed = tuple[DueStep, tuple[NoticeKey, ...]]
"""A step, and what is recorded once it has been announced."""


def announcements(
    items: Sequence[AgendaItem],
    timed: Sequence[DueStep],
    now: datetime,
    *,
    preferences: Preferences,
    days: Workdays,
    announced: Collection[NoticeKey],
) -> list[Announcement]:
    """What to announce at ``now`` (the rep's local time, with its offset).

    ``items`` is the agenda of today, ``timed`` every step with an instant up to a lead from now. A
    timed step that was missed while the program was off joins the digest when one is due.
    """
    if paused_until(preferences, now) is not None:
        return []
    missed, ahead = _timed_due(timed, now, preferences, announced)
    found: list[Announcement] = []
    shown = [item.step for item in items if not item.over_capacity]
    day = digest_day(now, preferences, days)
    if shown and day is not None and digest_of(day) not in announced:
        keys = [digest_of(day), *(_day_key(step, day) for step in shown)]
        keys += [key for _step, both in missed for key in both]
        # A missed one may be beyond the capacity, or of a date still ahead where the rep flew west.
        told = {_identity(step) for step in shown}
        shown += [step for step, _both in missed if _identity(step) not in told]
        found.append(_digest("Due today", shown, preferences, tuple(dict.fromkeys(keys))))
        missed = []
    singles = missed + ahead
    if len(singles) > MOST_SINGLE:
        keys_of_all = tuple(key for _step, keys_of_one in singles for key in keys_of_one)
        steps = [step for step, _keys in singles]
        now_due = _digest("Due now", steps, preferences, keys_of_all)
        found.append(replace(now_due, steps=tuple(_ref(step) for step in steps)))
    else:
        found += [_single(step, keys_of_one, now, preferences) for step, keys_of_one in singles]
    return found


def _timed_due(
    timed: Sequence[DueStep], now: datetime, preferences: Preferences, announced: Collection[NoticeKey]
) -> tuple[list[_Keyed], list[_Keyed]]:
    """The steps whose time has come, and the promises whose time comes within the lead."""
    lead = timedelta(minutes=preferences.promise_lead_minutes)
    missed: list[_Keyed] = []
    ahead: list[_Keyed] = []
    for step in timed:
        if step.due_at is None:
            continue
        on_time, early = timed_key(step, Occasion.ON_TIME), timed_key(step, Occasion.AHEAD)
        if step.due_at <= now:
            if on_time not in announced:
                missed.append((step, (on_time, early)))
        elif step.kind is StepKind.PROMISE and step.due_at - lead <= now and early not in announced:
            ahead.append((step, (early,)))
    return missed, ahead


def digest_of(day: date) -> NoticeKey:
    """The key of the digest of a local day."""
    return NoticeKey(0, "digest", day.isoformat(), 0, Occasion.DIGEST)


def timed_key(step: DueStep, occasion: Occasion) -> NoticeKey:
    """The key of a step with a time: its instant, so that a moved one is announced anew."""
    instant = "" if step.due_at is None else str(int(step.due_at.timestamp()))
    return NoticeKey(step.contact_id, step.kind, instant, step.promise_id or 0, occasion)


def count_words(steps: Sequence[DueStep]) -> str:
    """``7 talks, 4 value-adds, 1 reply``."""
    counts = [(sum(1 for step in steps if step.kind is kind), noun) for kind, noun in _NOUNS]
    return ", ".join("1 reply" if (n, w) == (1, "reply") else _plural(n, w) for n, w in counts if n)


def _plural(count: int, noun: str) -> str:
    return f"{count} replies" if noun == "reply" else plural(count, noun)


def _identity(step: DueStep) -> tuple[int, str, int | None]:
    return step.contact_id, step.kind, step.promise_id


def _ref(step: DueStep) -> StepRef:
    return StepRef(step.contact_id, step.kind, step.promise_id)


def _day_key(step: DueStep, day: date) -> NoticeKey:
    return NoticeKey(step.contact_id, step.kind, day.isoformat(), step.promise_id or 0, Occasion.DIGEST)


def _digest(
    title: str, steps: Sequence[DueStep], preferences: Preferences, keys: tuple[NoticeKey, ...]
) -> Announcement:
    words = count_words(steps)
    if not preferences.names_hidden:
        words += f": first {steps[0].name} ({steps[0].effective_rating})"
    return Announcement(title, words, keys)


def _single(
    step: DueStep, keys: tuple[NoticeKey, ...], now: datetime, preferences: Preferences
) -> Announcement:
    due = now if step.due_at is None else step.due_at.astimezone(now.tzinfo)
    clock = f"{due:%H:%M}" if due.date() == now.date() else f"{short_day(due)} {due:%H:%M}"
    if preferences.names_hidden:
        noun = dict(_NOUNS)[step.kind]
        return Announcement(f"{clock}: a {noun} is due", "", keys, (_ref(step),))
    company = f", {step.company}" if step.company else ""
    title, body = f"{clock} {step.name}{company}", step.reason.sentence(now.date())
    return Announcement(title, body, keys, (_ref(step),))
