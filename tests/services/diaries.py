"""A diary on a real file with a clock that is set by hand, and what must hold for any diary."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kitdiary.bootstrap import open_diary
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.people import Contact
from kitdiary.domain.plan import plan
from kitdiary.domain.steps import NextSteps, Step, StepKind
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.changes import Change
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from tests.storage.diaries import dump

BERLIN = ZoneInfo("Europe/Berlin")
TALK, VALUE_ADD, REPLY, PROMISE, THANKS = StepKind


def local(text: str) -> datetime:
    """``2026-11-20`` (at noon) or ``2026-11-20T09:15``, in Berlin."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T12:00").replace(tzinfo=BERLIN)


def on(text: str) -> date:
    return date.fromisoformat(text)


def time_of(text: str) -> time:
    return time.fromisoformat(text.zfill(5))


@contextmanager
def opened(path: Path, now: str = "2026-11-20T09:15", zone: str = "Europe/Berlin") -> Iterator[Diary]:
    """The diary at a path, made where there is none; 20 November 2026 is a Friday."""
    with open_diary(path) as diary:
        if diary.context.preferences.time_zone != zone:
            diary.settings.set("time-zone", zone)
        set_clock(diary, now)
        yield diary


def set_clock(diary: Diary, now: str) -> None:
    diary.context.clock = FixedClock(local(now))


# -- what must hold ----------------------------------------------------------------------------------


def assert_plans_true(diary: Diary) -> None:
    """The stored plan of every contact is what a fresh one would be, and nobody else has one."""
    context = diary.context
    with context.store.read():
        policy, ids = context.policy, context.people.all_ids()
        facts, stored = context.facts.plan_facts(ids), context.steps.plans_of(ids)
        assert diary.planning.is_current()
        assert context.steps.astray() == []
        for contact_id in ids:
            found = facts[contact_id]
            fresh = plan(found.standing, found.company_rating, found.history, policy)
            assert stored.get(contact_id) == fresh, f"the stored plan of contact {contact_id} is not true"


def everything(diary: Diary) -> dict[str, Any]:
    """All the user entered, the history, and all that is derived from it."""
    store = diary.context.store
    with store.read():
        derived = {
            table: store.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
            for table in ("steps", "plans", "plan_state", "operations", "journal", "blobs")
        }
    return dump(store) | derived


def refused(
    diary: Diary, act: Callable[[], object], words: str, error: type[DiaryError] = DiaryError
) -> None:
    """The act is refused with a whole sentence that has these words, and nothing is half-written."""
    before = everything(diary)
    with pytest.raises(error) as caught:
        act()
    sentence = str(caught.value)
    assert words in sentence
    assert sentence.endswith((".", ")"))
    assert "\n" not in sentence
    assert "None" not in sentence
    assert everything(diary) == before


def undone_exactly(diary: Diary, act: Callable[[], Change]) -> Change:
    """The change an act returns; its plans are true, and so they are undone and done again, to the letter."""
    before = dump(diary.context.store)
    change = act()
    after = dump(diary.context.store)
    assert_plans_true(diary)
    assert change.operation_id is not None
    undo = diary.safety.undo(change.operation_id)
    assert dump(diary.context.store) == before
    assert_plans_true(diary)
    assert undo.operation_id is not None
    diary.safety.undo(undo.operation_id)
    assert dump(diary.context.store) == after
    assert_plans_true(diary)
    return change


def dump_of_notes(diary: Diary) -> dict[str, str]:
    """What the heartbeat noted about itself."""
    with diary.context.store.read():
        return diary.context.heartbeat.all()


# -- short ways --------------------------------------------------------------------------------------


def plan_of(diary: Diary, contact_id: int) -> NextSteps:
    with diary.context.store.read():
        found = diary.context.steps.plan_of(contact_id)
    assert found is not None
    return found


def due(step: Step | None) -> str | None:
    return None if step is None else step.due_on.isoformat()


def added(diary: Diary, name: str, **fields: Any) -> int:
    return diary.contacts.add(name=name, **fields).contact_ids[0]


def person(diary: Diary, contact_id: int) -> Contact:
    return diary.contacts.one(contact_id)


def talked(diary: Diary, *contact_ids: int, at: str | None = None) -> Change:
    when = None if at is None else local(at)
    return diary.log.record(TouchDraft(contact_ids, Channel.CALL, Outcome.SPOKE, at=when))


def tried(diary: Diary, *contact_ids: int, at: str | None = None) -> Change:
    when = None if at is None else local(at)
    return diary.log.record(TouchDraft(contact_ids, Channel.CALL, Outcome.NO_ANSWER, at=when))


def wrote(diary: Diary, *contact_ids: int, at: str | None = None, why: str = "") -> Change:
    when = None if at is None else local(at)
    return diary.log.record(TouchDraft(contact_ids, Channel.EMAIL, Outcome.SENT, at=when, why=why))


def asked(diary: Diary, *contact_ids: int, at: str | None = None) -> Change:
    when = None if at is None else local(at)
    draft = TouchDraft(contact_ids, Channel.EMAIL, Outcome.RECEIVED, at=when, wants_reply=True)
    return diary.log.record(draft)
