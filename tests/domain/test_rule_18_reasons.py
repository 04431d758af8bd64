"""PRODUCT §2.18: every step says why, with today's eyes."""

import json
from datetime import date

import pytest

from kitdiary.domain.people import Fit, Precision
from kitdiary.domain.reasons import Reason, Rule, ago, day_words, precise_words
from tests.domain.build import (
    PROMISE,
    TALK,
    VALUE_ADD,
    asked,
    contact,
    door,
    gave,
    no_answer,
    opportunity,
    plan_of,
    promised,
    skipped,
    snoozed,
    spoke,
    wrote,
)

TODAY = date(2026, 3, 7)
SPOKE = spoke("2026-01-05")  # 61 days ago
SNOOZED_PROMISE = snoozed(PROMISE, "2026-03-07", made="2026-03-06", promise_id=1)
TRIES = (no_answer("2026-03-02"), no_answer("2026-03-04"), no_answer("2026-03-06"))


def said(kind, who, *entries, **more) -> str:
    return getattr(plan_of(who, *entries, **more), kind).reason.sentence(TODAY)


@pytest.mark.parametrize(
    ("kind", "who", "entries", "sentence"),
    [
        ("talk", contact("A"), [SPOKE], "Last spoke 61 days ago; A is every 6 weeks"),
        ("talk", contact("B"), [spoke("2026-03-06")], "Last spoke yesterday; B is every 3 months"),
        (
            "talk",
            contact("A", talk_every="1m"),
            [SPOKE],
            "Last spoke 61 days ago; every month with this contact",
        ),
        (
            "talk",
            contact("A"),
            [SPOKE, skipped(TALK, "2026-03-01")],
            "Talk skipped 6 days ago; A is every 6 weeks",
        ),
        ("talk", contact("A", first="2026-03-09"), [], "Never spoken; first talk planned for 9 Mar"),
        ("talk", contact("A", first="2025-12-30"), [], "Never spoken; first talk planned for 30 Dec 2025"),
        (
            "talk",
            contact("C", fit=Fit.YES),
            [SPOKE],
            "Last spoke 61 days ago; the right fit is never silent for more than 90 days",
        ),
        ("talk", contact("A"), [SPOKE, no_answer("2026-03-06")], "No answer yesterday; second try"),
        ("talk", contact("A"), [SPOKE, *TRIES[:2]], "No answer 3 days ago; third try"),
        ("talk", contact("A"), [SPOKE, *TRIES], "3 tries without an answer, the last yesterday; try again"),
        (
            "value_add",
            contact("A"),
            [gave("2026-02-25"), *TRIES],
            "3 tries without an answer, the last yesterday: try another way",
        ),
        ("value_add", contact("A"), [gave("2026-02-01")], "Last value-add 34 days ago; A is every 4 weeks"),
        (
            "value_add",
            contact("A"),
            [spoke("2026-02-01")],
            "Nothing sent since the talk 34 days ago; A is every 4 weeks",
        ),
        ("value_add", contact("A"), [], "Nothing sent yet; A is every 4 weeks"),
        (
            "value_add",
            contact("A"),
            [gave("2026-02-01"), skipped(VALUE_ADD, "2026-03-06")],
            "Value-add skipped yesterday; A is every 4 weeks",
        ),
        ("reply", contact("A"), [asked("2026-03-05")], "Asked for a reply 2 days ago; no answer yet"),
        (
            "promise",
            contact("A"),
            [promised("2026-03-07", what="send the sheet")],
            "You promised for 7 Mar: send the sheet",
        ),
        (
            "promise",
            contact("A"),
            [promised("2026-03-06", what="call at four"), no_answer("2026-03-06")],
            "You promised: call at four; tried yesterday, nobody there",
        ),
        (
            "thanks",
            contact("A"),
            [opportunity("2026-03-06", name="Sam Okoro")],
            "An opportunity with Sam Okoro, who came through them, opened yesterday: say thanks",
        ),
        (
            "thanks",
            contact("A"),
            [opportunity("2026-03-07", won=True, name="Sam Okoro")],
            "An opportunity with Sam Okoro, who came through them, was won today: say thanks",
        ),
    ],
)
def test_the_sentence(kind, who, entries, sentence):
    assert said(kind, who, *entries) == sentence


@pytest.mark.parametrize(
    ("kind", "entries", "sentence"),
    [
        ("contract-end", [], "Contract ends 15 May: the time to be in touch has come"),
        ("budget-round", [], "Budget round 15 May: the time to be in touch has come"),
        ("project-start", [], "Project starts 15 May: the time to be in touch has come"),
        ("new-manager", [], "New manager from 15 May: the time to be in touch has come"),
        ("other", [], "The door may open 15 May: the time to be in touch has come"),
        (
            "contract-end",
            [spoke("2026-03-02")],
            "Contract ends 15 May, last in touch 5 days ago; every 30 days until then",
        ),
    ],
)
def test_timing(kind, entries, sentence):
    who = contact("C", first="2026-12-01", timing=door(kind, "2026-05-15", "2026-01-01"))
    assert said("talk", who, *entries) == sentence


@pytest.mark.parametrize(
    ("on", "precision", "sentence"),
    [
        ("2026-02-18", Precision.DAY, "Contract was to end on 18 Feb: ask what happened"),
        ("2025-12-18", Precision.DAY, "Contract was to end on 18 Dec 2025: ask what happened"),
        ("2026-02-01", Precision.MONTH, "Contract was to end in Feb 2026: ask what happened"),
        ("2026-01-01", Precision.QUARTER, "Contract was to end in Q1 2026: ask what happened"),
        ("2025-10-01", Precision.QUARTER, "Contract was to end in Q4 2025: ask what happened"),
        ("2026-01-01", Precision.YEAR, "Contract was to end in 2026: ask what happened"),
    ],
)
def test_timing_that_passed(on, precision, sentence):
    # Recorded after its date.
    assert said("talk", contact("C", timing=door("contract-end", on, "2026-03-01", precision))) == sentence


@pytest.mark.parametrize(
    ("kind", "entries", "tail"),
    [
        ("talk", [SPOKE, snoozed(TALK, "2026-03-07", made="2026-02-16")], "; snoozed"),
        ("promise", [promised("2026-03-06"), SNOOZED_PROMISE], "; snoozed"),
        ("promise", [promised("2026-03-07"), promised("2026-03-08")], "; 1 more promise open"),
        ("promise", [promised("2026-03-07")] * 3, "; 2 more promises open"),
        (
            "value_add",
            [gave("2026-01-05"), wrote("2026-02-20")],
            "; no sooner than 7 days after the last touch to them",
        ),
    ],
)
def test_what_the_sentence_adds(kind, entries, tail):
    assert said(kind, contact("A"), *entries).endswith(tail)


def test_what_it_adds_about_colleagues_and_pauses():
    sentence = said("value_add", contact("A"), gave("2026-01-05"), colleague="2026-02-02")
    assert sentence.endswith("; no sooner than 2 days after the last touch to someone at the company")
    assert said("talk", contact("A", paused="2026-06-01"), SPOKE).endswith("; was paused until then")


def test_a_stored_reason_says_the_right_thing_on_any_later_day():
    reason = plan_of(contact("A"), SPOKE).talk.reason
    stored = Reason.from_json(reason.to_json())
    assert stored == reason
    assert stored.sentence(date(2026, 1, 6)) == "Last spoke yesterday; A is every 6 weeks"
    assert stored.sentence(date(2026, 3, 8)) == "Last spoke 62 days ago; A is every 6 weeks"


def test_only_what_is_used_is_stored():
    assert json.loads(plan_of(contact("A"), SPOKE).talk.reason.to_json()) == {
        "rule": "last-talk", "on": "2026-01-05", "touch_id": 1, "every": "6w", "rating": "A",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (date(2026, 3, 7), "today"),
        (date(2026, 3, 6), "yesterday"),
        (date(2026, 3, 5), "2 days ago"),
        (date(2026, 3, 8), "in 1 day"),
        (date(2026, 3, 10), "in 3 days"),
        (None, "never"),
    ],
)
def test_ago(then, words):
    assert ago(then, TODAY) == words


def test_dates_in_words():
    assert day_words(date(2026, 2, 8), TODAY) == "8 Feb"
    assert day_words(date(2027, 2, 8), TODAY) == "8 Feb 2027"
    assert precise_words(date(2027, 4, 1), Precision.QUARTER, TODAY) == "Q2 2027"
    assert precise_words(date(2027, 4, 1), None, TODAY) == "1 Apr 2027"


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_a_sentence_whatever_is_missing(rule):
    sentence = Reason(rule, tries=1).sentence(TODAY)
    assert sentence
