"""PRODUCT §5 `settings KEY VALUE`: reading and changing every setting by its key."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.people import TimingKind
from kitdiary.domain.policy import Policy, RatingRule
from kitdiary.domain.preferences import Preferences
from kitdiary.domain.setting_keys import all_settings, as_text, change, read_settings
from tests.domain.build import changed


def shown(stored: dict[str, str]) -> dict:
    return all_settings(*read_settings(stored))


def test_with_nothing_stored_all_is_as_delivered():
    assert read_settings({}) == (Policy(), Preferences())


def test_the_delivered_settings_in_order():
    assert shown({}) == {
        "ratings": "A,B,C,D",
        "default-rating": "C",
        "rating.A.name": "key",
        "cadence.A.talk": "6w",
        "cadence.A.email": "4w",
        "rating.B.name": "strong",
        "cadence.B.talk": "3m",
        "cadence.B.email": "6w",
        "rating.C.name": "possible",
        "cadence.C.talk": "6m",
        "cadence.C.email": "3m",
        "rating.D.name": "long shot",
        "cadence.D.talk": None,
        "cadence.D.email": "3m",
        "rating-rule": "contact-first",
        "fit-guard-days": 90,
        "reply-days": 1,
        "gap.person-days": 7,
        "gap.company-days": 2,
        "gap.company-most-days": 7,
        "capacity.talks": 8,
        "capacity.value-adds": 12,
        "working-days": "mon,tue,wed,thu,fri",
        "country": None,
        "region": None,
        "lead.contract-end": 90,
        "lead.budget-round": 60,
        "lead.project-start": 90,
        "lead.new-manager": 14,
        "lead.other": 30,
        "time-zone": None,
        "day-start": "08:30",
        "promise-lead-minutes": 10,
        "reminders-paused-until": None,
        "names-hidden": False,
        "backup-folder": None,
        "calendar-folder": None,
        "handoff-folder": None,
        "handoff-day": "fri",
        "handoff-include": None,
        "handoff-zip": False,
        "rep": "",
        "sign-off": "",
        "sign-off.de": "",
        "sign-off.fr": "",
        "quiet-hours": None,
    }


POLICY, PREFERENCES = Policy(), Preferences()


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("fit-guard-days", "60", replace(POLICY, fit_guard_days=60)),
        ("fit-guard-days", "off", replace(POLICY, fit_guard_days=None)),
        ("rating-rule", "higher", replace(POLICY, rating_rule=RatingRule.HIGHER)),
        ("reply-days", "2", replace(POLICY, reply_working_days=2)),
        ("gap.person-days", "0", replace(POLICY, person_gap_days=0)),
        ("gap.company-days", "5", replace(POLICY, company_gap_days=5)),
        ("gap.company-most-days", "3", replace(POLICY, company_gap_most_days=3)),
        ("capacity.talks", "10", replace(POLICY, talks_a_day=10)),
        ("capacity.value-adds", "1", replace(POLICY, value_adds_a_day=1)),
        ("default-rating", "d", replace(POLICY, default_rating="D")),
        ("working-days", "mon,wed", replace(POLICY, weekdays=frozenset({0, 2}))),
        ("working-days", "Sunday - Thursday", replace(POLICY, weekdays=frozenset({6, 0, 1, 2, 3}))),
        ("country", "de", replace(POLICY, country="DE")),
        ("lead.new-manager", "21", replace(POLICY, leads={**POLICY.leads, TimingKind.NEW_MANAGER: 21})),
        ("time-zone", "Europe/Berlin", replace(PREFERENCES, time_zone="Europe/Berlin")),
        ("day-start", "7:05", replace(PREFERENCES, day_start=time(7, 5))),
        ("quiet-hours", "20:00 - 7:00", replace(PREFERENCES, quiet_from=time(20), quiet_to=time(7))),
        ("promise-lead-minutes", "0", replace(PREFERENCES, promise_lead_minutes=0)),
        ("names-hidden", "ON", replace(PREFERENCES, names_hidden=True)),
        ("backup-folder", "/media/stick", replace(PREFERENCES, backup_folder="/media/stick")),
        ("backup-folder", "E:\\backup", replace(PREFERENCES, backup_folder="E:\\backup")),
        ("calendar-folder", "/home/you/calendar", replace(PREFERENCES, calendar_folder="/home/you/calendar")),
        ("rep", " Lena Vogt ", replace(PREFERENCES, rep_name="Lena Vogt")),
        ("sign-off", "Best\nLena", replace(PREFERENCES, sign_off="Best\nLena")),
        (
            "reminders-paused-until",
            "2026-11-20T14:00+01:00",
            replace(PREFERENCES, reminders_paused_until="2026-11-20T14:00:00+01:00"),
        ),
    ],
)
def test_a_change_is_read_back(key, value, expected):
    policy, preferences = read_settings(changed((key, value)))
    assert (policy if isinstance(expected, Policy) else preferences) == expected
    assert (preferences if isinstance(expected, Policy) else policy) in (POLICY, PREFERENCES)


def test_only_what_differs_is_stored():
    assert changed(("capacity.talks", "10")) == {"capacity.talks": "10"}
    assert changed(("capacity.talks", "10"), ("capacity.talks", "8")) == {}
    assert changed(("cadence.A.talk", "6w")) == {}
    assert changed(("quiet-hours", "20:00-07:00"), ("quiet-hours", "off")) == {}


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("capacity.talks", "many", "capacity.talks: it can be a whole number from 1 to 500"),
        ("capacity.talks", "0", "capacity.talks"),
        ("capacity.talks", "٣", "capacity.talks"),
        ("fit-guard-days", "-1", "or off"),
        ("cadence.A.talk", "6y", "cadence.A.talk: it can be an interval such as 10d, 6w or 3m, or none"),
        ("cadence.D.email", "none", "cadence.D.email cannot be none while cadence.D.talk is none"),
        ("rating-rule", "best", "contact-first or higher"),
        ("working-days", "", "weekdays"),
        ("working-days", "mon,foo", "weekdays"),
        ("country", "Narnia", "NARNIA"),
        ("region", "BY", "country"),
        ("time-zone", "Mars/Phobos", "time-zone: it can be a time zone such as Europe/Berlin"),
        ("time-zone", "Europe", "time-zone"),
        ("time-zone", "../etc/passwd", "time-zone"),
        ("day-start", "25:00", "08:30"),
        ("day-start", "8", "08:30"),
        ("quiet-hours", "20:00", "20:00-07:00"),
        ("quiet-hours", "20:00-20:00", "20:00-07:00"),
        ("names-hidden", "maybe", "on or off"),
        ("backup-folder", "stick", "the whole path of a folder"),
        ("rep", "two\nlines", "one line"),
        ("rep", "x" * 201, "200"),
        ("sign-off", "bell\a", "text"),
        ("rating.A.name", "", "1 to 40"),
        ("reminders-paused-until", "2026-11-20T14:00", "offset"),
        ("reminders-paused-until", "tomorrow", "offset"),
        ("ratings", "A", "2 to 9"),
        ("ratings", "A,B,A", "all different"),
        ("ratings", "A,B,C,D,E,F,G,H,I,J", "2 to 9"),
        ("ratings", "A,,B", "letters"),
        ("ratings", "A,B.C", "letters"),
        ("default-rating", "E", "one of A, B, C, D"),
        ("capcity.talks", "8", "did you mean capacity.talks"),
        ("nonsense", "8", "no setting “nonsense”"),
        ("cadence.E.talk", "6w", "no setting “cadence.E.talk”: did you mean cadence"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(key, value, words):
    with pytest.raises(InvalidInput) as refused:
        change({}, key, value)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_keys_in_any_case():
    assert changed(("Cadence.a.Talk", "5w")) == {"cadence.A.talk": "5w"}


# -- places -------------------------------------------------------------------------------------------


def test_another_country_clears_a_region_it_does_not_have():
    bavaria = changed(("country", "DE"), ("region", "by"))
    assert bavaria == {"country": "DE", "region": "BY"}
    assert change(bavaria, "country", "US") == {"country": "US"}
    assert change(bavaria, "country", "none") == {}
    assert change(bavaria, "country", "DE") == bavaria


# -- what is stored -----------------------------------------------------------------------------------


def test_rows_of_a_newer_version_are_kept_and_ignored():
    stored = {"colour-of-the-sky": "blue", "capacity.talks": "9"}
    assert read_settings(stored)[0].talks_a_day == 9
    assert change(stored, "capacity.talks", "8") == {"colour-of-the-sky": "blue"}


@pytest.mark.parametrize(
    "stored",
    [
        {"ratings": "A"},
        {"ratings": "", "default-rating": "Q"},
        {"cadence.A.talk": "often"},
        {"cadence.D.email": "none"},
        {"rating.A.name": ""},
        {"capacity.talks": "-3"},
        {"working-days": "never"},
        {"quiet-hours": "x"},
        {"time-zone": "Mars"},
        {"lead.other": "0"},
        {"country": "QQ"},
        {"default-rating": "Q"},
    ],
)
def test_what_cannot_be_read_is_as_delivered(stored):
    policy, preferences = read_settings(stored)
    assert replace(policy, country="") == Policy()
    assert preferences == Preferences()


def test_a_scale_without_the_delivered_default_has_its_lowest():
    assert read_settings({"ratings": "X,Y"})[0].default_rating == "Y"


# -- for any settings ---------------------------------------------------------------------------------

VALUES = {
    "ratings": ["A,B", "A,B,C,D,E", "1,2,3", "D,C,B,A", "A,B,C,D"],
    "default-rating": ["A", "D", "1"],
    "cadence.A.talk": ["none", "10d", "6w"],
    "cadence.D.talk": ["none", "1m"],
    "cadence.D.email": ["none", "2m"],
    "rating.A.name": ["top"],
    "rating-rule": ["higher", "contact-first"],
    "fit-guard-days": ["none", "30", "90"],
    "capacity.talks": ["3", "8"],
    "working-days": ["sat,sun", "mon"],
    "country": ["DE", "US", "none"],
    "region": ["BY", "CA", "none"],
    "lead.other": ["5", "30"],
    "time-zone": ["Asia/Tokyo", "none"],
    "quiet-hours": ["22:00-06:00", "none"],
    "names-hidden": ["on", "off"],
    "sign-off": ["Best\nLena", ""],
    "sign-off.de": ["Viele Grüße\nLena", ""],
    "sign-off.fr": ["Bien à vous\nLena", ""],
}
PAIRS = st.sampled_from([(key, value) for key, values in VALUES.items() for value in values])


@given(st.lists(PAIRS, max_size=8))
def test_whatever_was_changed_each_setting_takes_its_own_value_back(pairs):
    stored: dict[str, str] = {}
    for key, value in pairs:
        try:
            after = change(stored, key, value)
        except InvalidInput:
            continue
        assert as_text(shown(after)[key]) == value
        stored = after
    delivered = shown({})
    for key, value in shown(stored).items():
        assert change(stored, key, as_text(value)) == stored
        assert (key in stored) is (key not in delivered or delivered[key] != value)
