"""Changing settings: everyone is planned anew where a date may move, and only there."""

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.services import safety as safety_module
from kitdiary.services import settings as settings_module
from kitdiary.services.changes import Kind
from kitdiary.services.diary import Diary
from tests.services.diaries import added, assert_plans_true, due, plan_of, refused, talked, undone_exactly


@pytest.fixture
def ann(diary: Diary) -> int:
    ann = added(diary, "Ann Lee", company="Acme", rating="A")
    talked(diary, ann, at="2026-11-02")
    return ann


@pytest.mark.parametrize(
    ("key", "value", "talk"),
    [
        ("cadence.A.talk", "2w", "2026-11-16"),
        ("working-days", "tue-thu", "2026-12-15"),
        ("default-rating", "A", "2026-12-14"),
        ("country", "DE", "2026-12-14"),
        ("gap.company-days", "5", "2026-12-14"),
        ("capacity.talks", "3", "2026-12-14"),
        ("lead.contract-end", "120", "2026-12-14"),
    ],
)
def test_a_change_of_policy_plans_everyone_anew_and_is_undone(
    diary: Diary, ann: int, key: str, value: str, talk: str
) -> None:
    added(diary, "Bo", company="Acme")
    change = undone_exactly(diary, lambda: diary.settings.set(key, value))
    assert (change.what, change.everyone) == (f"Set {key} to {value}", True)
    assert change.kinds == {Kind.SETTINGS, Kind.STEPS}
    assert due(plan_of(diary, ann).talk) == talk
    assert diary.settings.set(key, value).operation_id is None


@pytest.mark.parametrize(
    ("key", "value"),
    [("names-hidden", "on"), ("time-zone", "America/Denver"), ("day-start", "07:00"), ("rep", "Kim")],
)
def test_a_preference_moves_no_date_and_plans_nobody(
    diary: Diary, ann: int, monkeypatch: pytest.MonkeyPatch, key: str, value: str
) -> None:
    def never(*_args: object) -> None:
        raise AssertionError("nobody's plan depends on this")

    monkeypatch.setattr(diary.planning, "replan_everyone_now", never)
    change = undone_exactly(diary, lambda: diary.settings.set(key, value))
    assert (change.everyone, change.kinds) == (False, {Kind.SETTINGS})


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("no-such-key", "1", "no setting “no-such-key”"),
        ("capacity.talks", "none", "no value for capacity.talks"),
        ("cadence.D.email", "none", "needs at least one interval"),
        ("ratings", "B,C,D", "Rating A is still given"),
        ("time-zone", "Mars/Olympus", "no value for time-zone"),
        ("region", "BY", "country"),
    ],
)
def test_what_a_setting_cannot_be_is_refused(
    diary: Diary, ann: int, key: str, value: str, words: str
) -> None:
    refused(diary, lambda: diary.settings.set(key, value), words, InvalidInput)


def test_a_cadence_that_leaves_somebody_s_own_without_clocks_is_refused(diary: Diary, ann: int) -> None:
    diary.settings.set("cadence.D.talk", "1m")
    diary.contacts.edit((ann,), email_every=None)
    refused(
        diary, lambda: diary.settings.set("cadence.D.talk", "none"), "a cadence of their own", InvalidInput
    )
    diary.contacts.edit((ann,), email_every=Interval(1, Unit.MONTH))
    diary.settings.set("cadence.D.talk", "none")
    assert_plans_true(diary)


def test_undoing_a_cadence_others_rely_on_still_leaves_nobody_without_a_step(diary: Diary, ann: int) -> None:
    cadence = diary.settings.set("cadence.D.talk", "1m")
    diary.contacts.edit((ann,), email_every=None, rating="D")
    diary.safety.undo(cadence.operation_id)
    assert_plans_true(diary)
    assert plan_of(diary, ann).earliest is not None
    diary.contacts.edit((ann,), job_title="Buyer")  # says nothing of the cadence, so it is not held up by it


def test_the_history_shows_long_values_shortened_and_on_one_line(diary: Diary) -> None:
    change = diary.settings.set("sign-off", "Best regards\n" + "x" * 500)
    assert len(change.what) < 100
    assert "\n" not in change.what


def test_in_a_large_diary_the_plans_follow_in_pages_after_the_setting(
    diary: Diary, ann: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (settings_module, safety_module):
        monkeypatch.setattr(module, "AT_ONCE", 1)
    monkeypatch.setattr("kitdiary.services.planning._PAGE", 2)
    for number in range(5):
        added(diary, f"Bo {number}")
    pages: list[tuple[int, int]] = []

    def going_on(done: int, total: int) -> bool:
        pages.append((done, total))
        return len(pages) != 2

    change = diary.settings.set("cadence.A.talk", "2w", going_on)
    assert pages == [(2, 6), (4, 6)]
    assert diary.safety.check() == [
        "The stored plan was made with other settings: open the diary once to have it made anew."
    ]
    assert diary.bring_up_to_date()
    assert not diary.bring_up_to_date()
    assert_plans_true(diary)
    diary.safety.undo(change.operation_id)
    assert_plans_true(diary)
    assert due(plan_of(diary, ann).talk) == "2026-12-14"


def test_all_settings_are_listed_as_they_stand(diary: Diary) -> None:
    before = diary.settings.all()
    assert (before["capacity.talks"], before["time-zone"], before["country"]) == (8, "Europe/Berlin", None)
    diary.settings.set("country", "de")
    assert diary.settings.all() == before | {"country": "DE"}
