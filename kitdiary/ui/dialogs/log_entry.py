"""What "Log a touch" holds when it is saved, and the acts that write it: one operation, one undo."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial

from kitdiary.domain.intervals import Interval
from kitdiary.domain.people import Role, Timing
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import Channel, Direction, InsightKind, Outcome
from kitdiary.services.changes import Change
from kitdiary.services.contacts import ContactFields
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from kitdiary.ui.dialogs.log_choices import Asked
from kitdiary.ui.text import tr
from kitdiary.ui.words import outcome_words, touch_words

Acts = list[Callable[[], Change]]


@dataclass(frozen=True, slots=True)
class Promised:
    """A follow-up agreed to."""

    on: date
    at: time | None
    what: str
    channel: Channel = Channel.CALL


@dataclass(frozen=True, slots=True)
class Referred:
    """Somebody they brought: one who is in the diary already (``contact_id``), or a new name."""

    name: str
    company: str = ""
    phone: str = ""
    email: str = ""
    contact_id: int | None = None
    ally: bool = False
    """Whether who brought them is an ally: refers others, no sale expected."""


@dataclass(frozen=True, slots=True)
class Deal:
    """An opportunity that came of it."""

    title: str
    value: str
    currency: str
    before_need: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """All that was filled in; ``about`` is whom of several people the rest of it is about."""

    people: tuple[int, ...]
    names: tuple[str, ...]
    channel: Channel
    outcome: Outcome
    direction: Direction
    asked: Asked = Asked.NOTHING
    at: datetime | None = None
    purpose: str = ""
    note: str = ""
    insights: tuple[tuple[InsightKind, str], ...] = ()
    content: str = ""
    why: str = ""
    wants_reply: bool = False
    timing: Timing | None = None
    every: Interval | None = None
    """A lighter cadence, of all of them."""
    pause_until: date | None = None
    """The day until which all of them are paused."""
    promised: Promised | None = None
    more_promised: tuple[Promised, ...] = ()
    """Promises that follow from what they said."""
    raised: bool = False
    """Whether they raised a hand: on top of today."""
    right_number: str = ""
    referred: Referred | None = None
    deal: Deal | None = None
    kept: bool = False
    about: int | None = None
    """Whom the promise, the number, the referral and the opportunity go to; the first for None."""
    moved: dict[int, StepKind] = field(default_factory=dict)
    """Whose next talk (or value-add) is moved in the same save, to ``moved_to``."""
    moved_to: date | None = None

    @property
    def sentence(self) -> str:
        """What the history says of it."""
        whom = self.names[0] if len(self.names) == 1 else tr("{0} people", len(self.names))
        return tr("Logged {0} with {1} ({2})", touch_words(self.channel), whom, outcome_words(self.outcome))


def write(diary: Diary, entry: Entry) -> Change:
    """Write all of it as one operation."""
    return diary.together(entry.sentence, acts(diary, entry))


def acts(diary: Diary, entry: Entry) -> Acts:
    """The acts in their order: what was kept, the touch, what it changed, what was agreed, what moves."""
    first = entry.people[0] if entry.about is None else entry.about
    found: Acts = []
    if entry.kept:
        found.append(lambda: diary.steps.kept(first))
    draft = TouchDraft(
        entry.people,
        entry.channel,
        entry.outcome,
        entry.direction,
        entry.at,
        entry.purpose,
        entry.note,
        insights=entry.insights,
        content=entry.content,
        why=entry.why,
        wants_reply=entry.wants_reply,
    )
    found.append(lambda: diary.log.record(draft))
    fields = _fields(entry)
    if fields:
        found.append(lambda: diary.contacts.edit(entry.people, **fields))
    if entry.right_number:
        found.append(lambda: diary.contacts.edit((first,), phone=entry.right_number))
    agreed = () if entry.promised is None else (entry.promised,)
    found += [partial(_promise, diary, first, one) for one in (*agreed, *entry.more_promised)]
    if entry.raised:
        found.append(lambda: diary.steps.raise_hand(first))
    if (who := entry.referred) is not None:
        found.append(lambda: _refer(diary, first, who))
        if who.ally:
            found.append(lambda: diary.contacts.edit((first,), role=Role.ALLY))
    if (deal := entry.deal) is not None:
        found.append(lambda: _open(diary, first, deal))
    if (until := entry.moved_to) is not None:
        for contact_id, kind in entry.moved.items():
            found.append(partial(diary.steps.snooze, contact_id, kind, until))
    return found


def _fields(entry: Entry) -> ContactFields:
    fields: ContactFields = {}
    if entry.timing is not None:
        fields["timing"] = entry.timing
    if entry.every is not None:
        fields["talk_every"] = entry.every
    if entry.pause_until is not None:
        fields["pause_until"] = entry.pause_until
    if entry.asked is Asked.NO_CALLS:
        fields["calls"] = False
    if entry.asked is Asked.NO_EMAIL:
        fields["email_allowed"] = False
    return fields


def _promise(diary: Diary, contact_id: int, promised: Promised) -> Change:
    return diary.steps.promise(contact_id, promised.on, promised.what, promised.at, promised.channel)


def _refer(diary: Diary, by: int, who: Referred) -> Change:
    if who.contact_id is not None:
        return diary.contacts.edit((who.contact_id,), introduced_by=by)
    fields: ContactFields = {"name": who.name, "introduced_by": by, "source": tr("referral")}
    if who.company:
        fields["company"] = who.company
    if who.phone:
        fields["phone"] = who.phone
    if who.email:
        fields["email"] = who.email
    return diary.contacts.add(**fields)


def _open(diary: Diary, contact_id: int, deal: Deal) -> Change:
    return diary.opportunities.put(
        contact_id,
        deal.title,
        value=deal.value or None,
        currency=deal.currency or None,
        before_need=deal.before_need or None,
    )
