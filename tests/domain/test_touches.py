"""PRODUCT §1 and §5 `log`: what a touch can be, and what it counts as."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.touches import (
    POSSIBLE,
    Channel,
    Counts,
    Direction,
    Outcome,
    Touch,
    check_pair,
    counts_as,
    default_direction,
    time_words,
)

IN, OUT = Direction.IN, Direction.OUT
REACHES = Counts.OUTGOING | Counts.REACHED


@pytest.mark.parametrize(
    ("channel", "direction", "outcome", "gave", "expected"),
    [
        (Channel.CALL, OUT, Outcome.SPOKE, False, Counts.CONVERSATION | REACHES),
        (Channel.CALL, IN, Outcome.SPOKE, False, Counts.CONVERSATION),
        (Channel.TRADE_SHOW, OUT, Outcome.SPOKE, True, Counts.CONVERSATION | REACHES),
        (Channel.CALL, OUT, Outcome.NO_ANSWER, False, Counts.ATTEMPT),
        (Channel.CALL, OUT, Outcome.LEFT_MESSAGE, False, Counts.ATTEMPT),
        (Channel.VISIT, OUT, Outcome.BUSY, False, Counts.ATTEMPT),
        (Channel.CALL, IN, Outcome.NO_ANSWER, False, Counts.NOTHING),
        (Channel.CALL, OUT, Outcome.WRONG_NUMBER, False, Counts.OUTGOING),
        (Channel.EMAIL, OUT, Outcome.SENT, False, REACHES),
        (Channel.EMAIL, OUT, Outcome.SENT, True, REACHES | Counts.VALUE_ADD),
        (Channel.LETTER, OUT, Outcome.SENT, True, REACHES | Counts.VALUE_ADD),
        (Channel.EMAIL, OUT, Outcome.BOUNCED, True, Counts.OUTGOING),
        (Channel.EMAIL, IN, Outcome.RECEIVED, True, Counts.NOTHING),
        (Channel.EMAIL, IN, Outcome.REPLIED, False, Counts.NOTHING),
        (Channel.CHAT, OUT, Outcome.NO_ANSWER, False, REACHES),
        (Channel.WEB, IN, Outcome.RECEIVED, False, Counts.VALUE_ADD),
    ],
)
def test_what_it_counts_as(channel, direction, outcome, gave, expected):
    assert counts_as(channel, direction, outcome, gave) == expected


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("gave", [True, False])
def test_nothing_is_two_things_at_once(channel, direction, outcome, gave):
    counts = counts_as(channel, direction, outcome, gave)
    assert not (counts & Counts.ATTEMPT and counts != Counts.ATTEMPT)
    assert not (counts & Counts.REACHED and not counts & Counts.OUTGOING)
    assert not (channel is Channel.EMAIL and counts & Counts.CONVERSATION)


@pytest.mark.parametrize(
    ("channel", "direction", "outcome"),
    [
        (Channel.EMAIL, OUT, Outcome.SPOKE),
        (Channel.LETTER, OUT, Outcome.SPOKE),
        (Channel.CALL, OUT, Outcome.SENT),
        (Channel.EMAIL, OUT, Outcome.WRONG_NUMBER),
        (Channel.WEB, OUT, Outcome.SENT),
        (Channel.WEB, OUT, Outcome.RECEIVED),
        (Channel.EMAIL, OUT, Outcome.RECEIVED),
        (Channel.EMAIL, OUT, Outcome.REPLIED),
        (Channel.EMAIL, IN, Outcome.SENT),
        (Channel.EMAIL, IN, Outcome.BOUNCED),
        (Channel.CALL, IN, Outcome.WRONG_NUMBER),
    ],
)
def test_what_cannot_be_is_refused(channel, direction, outcome):
    with pytest.raises(InvalidInput, match="cannot have the outcome"):
        check_pair(channel, direction, outcome)


@pytest.mark.parametrize("channel", Channel)
def test_every_possible_outcome_goes_with_its_usual_direction(channel):
    for outcome in POSSIBLE[channel]:
        check_pair(channel, default_direction(outcome), outcome)


@pytest.mark.parametrize("outcome", Outcome)
def test_the_usual_direction(outcome):
    assert default_direction(outcome) is (IN if outcome in {Outcome.RECEIVED, Outcome.REPLIED} else OUT)


def test_the_local_date_is_that_of_the_offset():
    at = datetime(2026, 11, 20, 23, 30, tzinfo=timezone(timedelta(hours=-7)))
    touch = Touch(1, at, Channel.CALL, OUT, Outcome.SPOKE, (1,))
    assert touch.on == date(2026, 11, 20)
    assert touch.conversation
    assert time_words(at) == "23:30"


@pytest.mark.parametrize(
    ("content_id", "why", "value_add"), [(None, "", False), (5, "", True), (None, "helps with audits", True)]
)
def test_a_content_item_or_a_reason_makes_it_a_value_add(content_id, why, value_add):
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    touch = Touch(1, at, Channel.EMAIL, OUT, Outcome.SENT, (1,), content_id=content_id, why=why)
    assert bool(touch.counts & Counts.VALUE_ADD) is value_add
