"""Planning a whole diary anew in pages, while others go on reading and writing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kitdiary.services import planning, settings
from kitdiary.services.diary import Diary
from tests.services.diaries import added, assert_plans_true, opened, talked

PEOPLE = 7


@pytest.fixture
def paged(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> Diary:
    """Seven people, planned two at a time."""
    for number in range(PEOPLE):
        added(diary, f"Person {number}", rating="A", company="Acme")
    monkeypatch.setattr(planning, "_PAGE", 2)
    monkeypatch.setattr(settings, "AT_ONCE", 1)
    return diary


def while_planning(diary: Diary, monkeypatch: pytest.MonkeyPatch, act: Callable[[int], None]) -> None:
    """Run ``act`` with the number of the page whenever one was made and is not stored yet."""
    made = diary.planning._next_page
    pages: list[object] = []

    def next_page() -> object:
        page = made()
        pages.append(page)
        act(len(pages))
        return page

    monkeypatch.setattr(diary.planning, "_next_page", next_page)


def test_progress_is_told_and_all_plans_are_true(paged: Diary) -> None:
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        heard.append((done, total))
        return True

    paged.settings.set("cadence.A.talk", "10w", progress)
    assert heard == [(2, PEOPLE), (4, PEOPLE), (6, PEOPLE), (7, PEOPLE)]
    assert_plans_true(paged)


def test_what_another_program_writes_meanwhile_is_planned(
    paged: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(paged.context.store.path) as other:

        def act(number: int) -> None:
            if number == 1:  # of the page just made: the touch must not be lost from its plan
                talked(other, 1)

        while_planning(paged, monkeypatch, act)
        paged.settings.set("cadence.A.talk", "10w")
    assert_plans_true(paged)


def test_a_policy_changed_meanwhile_begins_again(paged: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(paged.context.store.path) as other:

        def act(number: int) -> None:
            if number == 3:
                with other.context.store.operation("Set", other.context.now()):
                    other.context.stored_settings.set("cadence.A.talk", "20w")

        while_planning(paged, monkeypatch, act)
        paged.settings.set("cadence.A.talk", "10w")
    assert_plans_true(paged)
    with paged.context.store.read():
        assert paged.planning.is_current()


def test_a_replan_that_was_ended_goes_on_where_it_stopped(paged: Diary, tmp_path: Path) -> None:
    paged.settings.set("cadence.A.talk", "10w", lambda done, _total: done < 4)
    with paged.context.store.read():
        assert not paged.planning.is_current()
    heard: list[int] = []

    def progress(done: int, _total: int) -> bool:
        heard.append(done)
        return True

    assert paged.planning.replan_everyone(progress)
    assert heard == [6, 7]
    assert_plans_true(paged)
