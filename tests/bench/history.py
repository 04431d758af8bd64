"""What happened in the generated diary: touches in the order they took place, insights, promises, snoozes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from kitdiary.domain.touches import Channel, Direction, Outcome, counts_as
from tests.bench.invent import Notes
from tests.bench.population import CONTACTS, TODAY, Person, Row

CONTENT = 200
TOUCH_COLUMNS = (
    "at", "at_offset", "on_date", "channel", "direction", "outcome", "note", "content_id", "why",
    "wants_reply", "counts", "op",
)  # fmt: skip
_EPOCH = date(1970, 1, 1)
_OUT, _IN = Direction.OUT, Direction.IN
_Kind = tuple[Channel, Direction, Outcome]
_SPOKE: _Kind = (Channel.CALL, _OUT, Outcome.SPOKE)
_TRIED: _Kind = (Channel.CALL, _OUT, Outcome.NO_ANSWER)
_ASKED: _Kind = (Channel.EMAIL, _IN, Outcome.REPLIED)
_KINDS: tuple[_Kind, ...] = (
    _SPOKE,
    _TRIED,
    (Channel.CALL, _OUT, Outcome.LEFT_MESSAGE),
    (Channel.EMAIL, _OUT, Outcome.SENT),
    (Channel.EMAIL, _OUT, Outcome.SENT),
    _ASKED,
    (Channel.MEETING, _OUT, Outcome.SPOKE),
    (Channel.WEB, _IN, Outcome.RECEIVED),
)
_OF_LATE = (_TRIED, _TRIED, _ASKED)
_BUSY_PEOPLE = 500
"""Every so many contacts there is one with a history sixty times as long."""


When = tuple[int, int, _Kind | None]
"""Second, contact, and what it was; None: one of all kinds."""


def moments(random: Random, met: list[Person], touches: int) -> list[When]:
    """The touches in the order of time: everybody's last conversation, what came of late, and older ones."""
    found: list[When] = []
    for number, person in enumerate(met, 1):
        found.append((_second(random, person.last_on), number, _SPOKE))
        if random.random() < 0.01:
            on = TODAY - timedelta(days=random.randint(0, min(20, (TODAY - person.last_on).days - 1)))
            found.append((_second(random, on), number, random.choice(_OF_LATE)))
    while len(found) < touches:
        number = random.randrange(1, CONTACTS + 1)
        again = 1
        if random.random() < 0.002:
            number, again = number // _BUSY_PEOPLE * _BUSY_PEOPLE + 1, 60
        for _ in range(again):
            on = met[number - 1].last_on - timedelta(days=random.randint(1, 2200))
            found.append((_second(random, on), number, None))
    found.sort(key=lambda touch: touch[:2])
    return found


def _second(random: Random, on: date) -> int:
    return (on - _EPOCH).days * 86_400 + random.randint(7 * 3600, 16 * 3600)


def touch_rows(random: Random, when: list[When], operation: int) -> Iterator[Row]:
    """The touches, each with a note."""
    notes = Notes(random)
    for at, _, kind in when:
        channel, direction, outcome = kind or random.choice(_KINDS)
        gives = channel is Channel.EMAIL and direction is _OUT and random.random() < 0.7
        content = random.randint(1, CONTENT) if gives else None
        why = "It answers what they asked." if gives and content is None else ""
        yield (
            at, 60, (_EPOCH + timedelta(days=(at + 3600) // 86_400)).isoformat(), channel, direction, outcome,
            notes.one(), content, why, int(outcome is Outcome.REPLIED and random.random() < 0.3),
            int(counts_as(channel, direction, outcome, gives)), operation,
        )  # fmt: skip


def link_rows(random: Random, when: list[When], met: list[Person]) -> Iterator[Row]:
    """Who took part; in one touch of thirty a second person, somebody met later than that."""
    for touch_id, (at, number, _) in enumerate(when, 1):
        yield touch_id, number, at
        other = number % CONTACTS + 1
        if random.random() < 0.03 and at < _second(random, met[other - 1].last_on) - 86_400:
            yield touch_id, other, at


def insight_rows(random: Random, when: list[When]) -> Iterator[Row]:
    """What every sixth touch revealed."""
    notes = Notes(random)
    for touch_id in range(1, len(when) + 1, 6):
        at, number, _ = when[touch_id - 1]
        kind = random.choice(("need", "frustration", "can", "cannot", "when"))
        yield number, touch_id, kind, notes.one(), (_EPOCH + timedelta(days=at // 86_400)).isoformat()


def promise_rows(random: Random, made_at: int, operation: int) -> Iterator[Row]:
    """Promises to send something, one in ten of them due."""
    for number in range(7, CONTACTS, 25):
        on = TODAY + timedelta(days=random.randint(-20, 180))
        yield number, on.isoformat(), "email", "send the new price list", made_at, operation


def snooze_rows(random: Random, made_at: int, operation: int) -> Iterator[Row]:
    """Talks and value-adds put off."""
    for number in range(11, CONTACTS, 50):
        until = TODAY + timedelta(days=random.randint(-3, 60))
        yield number, random.choice(("talk", "value_add")), until.isoformat(), made_at, operation


def opportunity_rows(random: Random, made_at: int, operation: int) -> Iterator[Row]:
    """Opportunities, opened before we last met."""
    for number in range(13, CONTACTS, 33):
        opened = datetime.fromtimestamp(made_at, UTC).date() - timedelta(days=random.randint(200, 900))
        yield number, "Line 2", "line 2", "12000", "EUR", "open", opened.isoformat(), made_at, operation
