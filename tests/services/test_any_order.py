"""Whatever a rep does, in whatever order, and undoes: every stored plan is true, and all can be undone."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.merging import MergeField, Side
from kitdiary.domain.opportunities import Stage
from kitdiary.domain.people import DEFAULT, ClosedReason, Fit, Precision, Timing, TimingKind
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import POSSIBLE, Channel, Direction, Outcome, default_direction
from kitdiary.services.changes import Change
from kitdiary.services.clock import FixedClock
from kitdiary.services.job_changes import Departure, Successor
from kitdiary.services.touch_log import TouchDraft
from kitdiary.storage.database import Store
from tests.services.diaries import assert_plans_true, opened
from tests.storage.diaries import dump

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Honolulu", "Pacific/Auckland")
TITLES = ("Press", "Mill")
FIRMS = ("", "Acme", "Other", "Third")
RATINGS = st.sampled_from((None, "A", "B", "C", "D"))
INTERVALS = st.sampled_from(
    (DEFAULT, None, Interval(2, Unit.WEEK), Interval(1, Unit.MONTH), Interval(9, Unit.DAY))
)
DAYS = st.integers(0, 400)
PAIRS = sorted((channel, outcome) for channel in Channel for outcome in POSSIBLE[channel])
SETTINGS = (
    ("cadence.A.talk", ("2w", "6w", "none")),
    ("cadence.D.talk", ("1m", "none")),
    ("gap.company-days", ("0", "2", "9")),
    ("gap.company-most-days", ("0", "3", "7")),
    ("gap.person-days", ("0", "7", "30")),
    ("working-days", ("mon-fri", "sun-thu", "sat", "mon-sun")),
    ("rating-rule", ("higher", "contact-first")),
    ("fit-guard-days", ("off", "30", "90")),
    ("default-rating", ("A", "C")),
    ("reply-days", ("0", "1", "3")),
    ("time-zone", ZONES),
    ("names-hidden", ("on", "off")),
)
HERE = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
"""In memory, where there is such a place: what is proved here is not the disk."""


def touches_of(store: Store, *people: int) -> set[int]:
    with store.read():
        return {row[0] for who in people for row in store.rows(_TOUCHES, (who,))}


_TOUCHES = "SELECT touch_id FROM touch_contacts WHERE contact_id = ?"


class AnyOrder(RuleBasedStateMachine):
    """A diary, and everything that can be done with it."""

    people: Bundle[int] = Bundle("people")
    operations: Bundle[int] = Bundle("operations")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="kitdiary-", dir=HERE))
        self.stack = ExitStack()
        self.diary = self.stack.enter_context(opened(self.folder / "d.kitdiary"))
        self.store = self.diary.context.store
        self.beginning = dump(self.store)
        self.done: list[int] = []
        self.at_first = self.diary.safety.history(1)[0].id

    def teardown(self) -> None:
        try:
            self.put_everything_back()
        finally:
            self.stack.close()
            shutil.rmtree(self.folder)

    def put_everything_back(self) -> None:
        while True:
            newest = next(
                (o.id for o in self.diary.safety.history(10_000) if not o.undone and o.undoes is None), None
            )
            if newest is None or newest <= self.at_first:
                break
            self.diary.safety.undo(newest)
        assert dump(self.store) == self.beginning
        assert self.diary.safety.check() == []

    def act(self, what: Callable[[], Change]) -> Any:
        """Do it; where it is refused, nothing may have changed."""
        before = dump(self.store)
        try:
            change = what()
        except DiaryError:
            assert dump(self.store) == before
            return multiple()
        assert (change.operation_id is None) == (dump(self.store) == before)
        return multiple() if change.operation_id is None else change.operation_id

    def day(self, days: int) -> date:
        return self.diary.context.today() + timedelta(days=days)

    @invariant()
    def every_stored_plan_is_true(self) -> None:
        assert_plans_true(self.diary)

    # -- people ----------------------------------------------------------------------------------

    @initialize(target=people, firm=st.sampled_from(FIRMS))
    def begin(self, firm: str) -> Any:
        first = self.diary.contacts.add(name="First", company=firm, rating="A")
        second = self.diary.contacts.add(
            name="Second", company=firm, rating="A", introduced_by=first.contact_ids[0]
        )
        return multiple(*first.contact_ids, *second.contact_ids)

    @rule(target=people, name=st.sampled_from(("Ann", "Bo")), firm=st.sampled_from(FIRMS), rating=RATINGS)
    def add(self, name: str, firm: str, rating: str | None) -> int:
        return self.diary.contacts.add(name=name, company=firm, rating=rating).contact_ids[0]

    @rule(target=operations, who=people, other=people, firm=st.sampled_from(FIRMS))
    def move(self, who: int, other: int, firm: str) -> Any:
        return self.act(lambda: self.diary.contacts.edit((who, other), company=firm))

    @rule(target=operations, who=people, by=st.none() | people)
    def introduce(self, who: int, by: int | None) -> Any:
        return self.act(lambda: self.diary.contacts.edit((who,), introduced_by=by))

    @rule(target=operations, who=people, name=st.sampled_from(("Cy", "Dee")))
    def rename(self, who: int, name: str) -> Any:
        return self.act(lambda: self.diary.contacts.edit((who,), name=name))

    @rule(target=operations, who=people, rating=RATINGS)
    def rate(self, who: int, rating: str | None) -> Any:
        return self.act(lambda: self.diary.contacts.rate((who,), rating))

    @rule(target=operations, firm=st.sampled_from(FIRMS[1:]), rating=RATINGS)
    def rate_company(self, firm: str, rating: str | None) -> Any:
        return self.act(lambda: self.diary.contacts.rate_company(firm, rating))

    @rule(target=operations, who=people, talk=INTERVALS, email=INTERVALS, fit=st.sampled_from(Fit))
    def cadence(self, who: int, talk: Any, email: Any, fit: Fit) -> Any:
        return self.act(lambda: self.diary.contacts.edit((who,), talk_every=talk, email_every=email, fit=fit))

    @rule(target=operations, who=people, calls=st.booleans(), email=st.booleans(), other=st.booleans())
    def consent(self, who: int, calls: bool, email: bool, other: bool) -> Any:
        return self.act(
            lambda: self.diary.contacts.edit((who,), calls=calls, email_allowed=email, other=other)
        )

    @rule(target=operations, who=people, days=st.none() | DAYS)
    def pause(self, who: int, days: int | None) -> Any:
        until = None if days is None else self.day(days)
        return self.act(lambda: self.diary.contacts.edit((who,), pause_until=until))

    @rule(target=operations, who=people, closed=st.none() | st.sampled_from(ClosedReason))
    def close(self, who: int, closed: ClosedReason | None) -> Any:
        return self.act(lambda: self.diary.contacts.edit((who,), closed=closed))

    @rule(target=operations, who=people, kind=st.sampled_from(TimingKind), days=st.none() | DAYS)
    def timing(self, who: int, kind: TimingKind, days: int | None) -> Any:
        today = self.day(0)
        door = None if days is None else Timing(kind, self.day(days - 100), Precision.DAY, today)
        return self.act(lambda: self.diary.contacts.edit((who,), timing=door))

    @rule(
        target=operations,
        who=people,
        email=st.sampled_from(("a@x.example", "b@x.example")),
        phone=st.sampled_from(("+4930123456", "+49 30 123456", "+4930999999")),
        tag=st.sampled_from(("cold", "Cold", "warm")),
    )
    def reach(self, who: int, email: str, phone: str, tag: str) -> Any:
        return self.act(lambda: self.diary.contacts.edit((who,), email=email, phone=phone, tag=[tag]))

    @rule(target=operations, kept=people, other=people, side=st.sampled_from(Side))
    def merge(self, kept: int, other: int, side: Side) -> Any:
        before = touches_of(self.store, kept, other)
        chosen = dict.fromkeys(MergeField, side)
        done = self.act(lambda: self.diary.merging.merge(kept, other, chosen))
        if isinstance(done, int):  # nothing they ever said to each other is lost
            assert touches_of(self.store, kept) == before
            assert touches_of(self.store, other) == set()
            assert self.diary.safety.check() == []
        return done

    @rule(target=operations, one=people, other=people)
    def not_the_same(self, one: int, other: int) -> Any:
        return self.act(lambda: self.diary.merging.not_the_same(one, other))

    @rule(target=operations, kept=st.integers(1, 4), other=st.integers(1, 4))
    def merge_companies(self, kept: int, other: int) -> Any:
        return self.act(lambda: self.diary.merging.merge_companies(kept, other))

    # -- touches ---------------------------------------------------------------------------------

    @rule(
        target=operations,
        who=st.lists(people, min_size=1, max_size=3),
        pair=st.sampled_from(PAIRS),
        direction=st.none() | st.sampled_from(Direction),
        hours=st.integers(0, 24 * 60),
        zone=st.sampled_from(ZONES),
        why=st.sampled_from(("", "it helps")),
        wants=st.booleans(),
    )
    def log(
        self,
        who: list[int],
        pair: tuple[Channel, Outcome],
        direction: Direction | None,
        hours: int,
        zone: str,
        why: str,
        wants: bool,
    ) -> Any:
        at = self.diary.context.now().astimezone(ZoneInfo(zone)) - timedelta(hours=hours)
        draft = TouchDraft(tuple(who), *pair, direction, at, why=why, wants_reply=wants)
        return self.act(lambda: self.diary.log.record(draft))

    @rule(target=operations, who=people, hours=st.integers(0, 200), zone=st.sampled_from(ZONES))
    def write(self, who: int, hours: int, zone: str) -> Any:
        """The touch that moves colleagues, more often than chance brings it."""
        at = self.diary.context.now().astimezone(ZoneInfo(zone)) - timedelta(hours=hours)
        draft = TouchDraft((who,), Channel.EMAIL, Outcome.SENT, at=at)
        return self.act(lambda: self.diary.log.record(draft))

    def touch_of(self, who: int, number: int) -> int:
        """One of the touches of a contact; 0, which there is none of, where they had none."""
        with self.store.read():
            found = self.diary.context.touches.timeline(who)
        return found[number % len(found)].id if found else 0

    @rule(
        target=operations,
        who=people,
        other=people,
        number=st.integers(0, 5),
        pair=st.sampled_from(PAIRS),
        hours=st.integers(0, 24 * 60),
        zone=st.sampled_from(ZONES),
    )
    def correct(
        self, who: int, other: int, number: int, pair: tuple[Channel, Outcome], hours: int, zone: str
    ) -> Any:
        touch_id = self.touch_of(who, number)
        at = self.diary.context.now().astimezone(ZoneInfo(zone)) - timedelta(hours=hours)
        channel, outcome = pair
        return self.act(
            lambda: self.diary.corrections.edit_touch(
                touch_id,
                contact_ids=(other,),
                channel=channel,
                outcome=outcome,
                direction=default_direction(outcome),
                at=at,
            )
        )

    @rule(target=operations, who=people, number=st.integers(0, 5))
    def remove(self, who: int, number: int) -> Any:
        touch_id = self.touch_of(who, number)
        return self.act(lambda: self.diary.corrections.remove_touch(touch_id))

    @rule(target=operations, who=people, firm=st.sampled_from(FIRMS), other=st.none() | people)
    def leave(self, who: int, firm: str, other: int | None) -> Any:
        successor = None if other is None else Successor(other, introduced=True)
        ask = None if other is not None else self.day(7)
        departure = Departure(who, self.day(-3), firm, successor=successor, ask_on=ask)
        return self.act(lambda: self.diary.job_changes.leave(departure))

    # -- steps -----------------------------------------------------------------------------------

    @rule(
        target=operations,
        who=people,
        days=st.integers(-5, 30),
        at=st.none() | st.times(),
        channel=st.sampled_from(Channel),
    )
    def promise(self, who: int, days: int, at: time | None, channel: Channel) -> Any:
        clock = None if at is None else at.replace(microsecond=0)
        return self.act(lambda: self.diary.steps.promise(who, self.day(days), "ring", clock, channel))

    @rule(target=operations, who=people)
    def keep(self, who: int) -> Any:
        return self.act(lambda: self.diary.steps.kept(who))

    @rule(
        target=operations,
        who=people,
        kind=st.sampled_from(StepKind),
        hours=st.integers(-5, 2000),
        whole=st.booleans(),
    )
    def snooze(self, who: int, kind: StepKind, hours: int, whole: bool) -> Any:
        instant: datetime = self.diary.context.now() + timedelta(hours=hours)
        until = instant.date() if whole else instant
        return self.act(lambda: self.diary.steps.snooze(who, kind, until))

    @rule(target=operations, who=people, kind=st.sampled_from(StepKind), why=st.sampled_from(("", "told")))
    def skip(self, who: int, kind: StepKind, why: str) -> Any:
        return self.act(lambda: self.diary.steps.skip(who, kind, why))

    @rule(target=operations)
    def spread(self) -> Any:
        return self.act(self.diary.agenda.spread)

    @rule(
        target=operations, who=people, title=st.sampled_from(("Press", "Mill")), stage=st.sampled_from(Stage)
    )
    def opportunity(self, who: int, title: str, stage: Stage) -> Any:
        return self.act(lambda: self.diary.opportunities.put(who, title, stage=stage))

    # -- everything ------------------------------------------------------------------------------

    @rule(target=operations, setting=st.sampled_from(SETTINGS), number=st.integers(0, 3))
    def change_setting(self, setting: tuple[str, tuple[str, ...]], number: int) -> Any:
        key, values = setting
        return self.act(lambda: self.diary.settings.set(key, values[number % len(values)]))

    @rule(target=operations, operation=operations)
    def undo(self, operation: int) -> Any:
        return self.act(lambda: self.diary.safety.undo(operation))

    @rule(target=operations, title=st.sampled_from(("Guide", "News")))
    def shelve(self, title: str) -> Any:
        return self.act(lambda: self.diary.library.add(title))

    @rule(hours=st.integers(0, 24 * 40))
    def time_goes_by(self, hours: int) -> None:
        now = self.diary.context.clock.now() + timedelta(hours=hours)
        self.diary.context.clock = FixedClock(now)


_HEALTH = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=_HEALTH
)


@pytest.mark.soak
@pytest.mark.timeout(7200)
class TestAnyOrderForLong(AnyOrder.TestCase):
    settings = settings(
        max_examples=600, stateful_step_count=60, deadline=None, suppress_health_check=_HEALTH
    )
