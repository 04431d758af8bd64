"""Trade show mode: the event is set once, then people are captured one after the other, in seconds each."""

from dataclasses import dataclass
from datetime import date, datetime, time

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.knowing import Held
from kitdiary.domain.names import name_key
from kitdiary.domain.phones import parse_phone
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.domain.trade_show import Event, follow_up_day, read_event, write_event
from kitdiary.domain.workload import Load
from kitdiary.services.changes import Change, Kind
from kitdiary.services.contact_fields import ContactFields, rating_on_scale
from kitdiary.services.contacts import Contacts
from kitdiary.services.context import Context
from kitdiary.services.next_steps import NextStepService
from kitdiary.services.touch_log import TouchDraft, TouchLog

_KEY = "trade-show"
"""The row of the settings that holds the event."""
NEED = "has the need"
DECIDES = "decides"


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody met at a show. ``week`` is that of the follow-up, 1 the one after the show; None for none."""

    name: str
    company: str = ""
    need: bool = False
    project: bool = False
    decides: bool = False
    week: int | None = 1
    email: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Captured:
    """Who was captured, what it was written by, and the day of the follow-up."""

    change: Change
    contact_id: int
    name: str
    company: str
    on: date | None
    new: bool


class TradeShow:
    """Keeps the event and captures people."""

    def __init__(self, context: Context, contacts: Contacts, log: TouchLog, steps: NextStepService) -> None:
        self._context = context
        self._contacts = contacts
        self._log = log
        self._steps = steps

    def event(self) -> Event | None:
        """The event as it was set last."""
        with self._context.store.read():
            return read_event(self._context.stored_settings.all().get(_KEY, ""))

    def set_event(self, event: Event) -> Change:
        """Say which show it is. InvalidInput without a name, for wrong dates or no such rating."""
        context = self._context
        wanted = event.checked()
        rating_on_scale(wanted.rating or None, context.policy)
        with context.store.operation(f"Set the trade show {wanted.name}", context.now()) as operation:
            context.stored_settings.set(_KEY, write_event(wanted))
        number = operation.id if operation.changed else None
        return Change(number, operation.what, frozenset({Kind.SETTINGS}))

    def capture(self, met: Met) -> Captured:
        """Write somebody down: the contact, the talk at the show, what was learnt, and the follow-up.

        Who is in the diary already (by address, number, or name and company) gets the talk and the
        follow-up, and keeps what is known. One operation. InvalidInput without a name or an event.
        """
        context = self._context
        event = self.event()
        if event is None:
            raise InvalidInput("Say first which trade show it is.")
        if not met.name.strip():
            raise InvalidInput("Say who it was: a name.")
        now = context.now()
        with context.store.together("", now) as operation:
            known = self._known(met)
            who = self._add(met, event) if known is None else known
            name = context.people.contact(who).name
            operation.what = what = f"Met {name} at {event.name}"
            self._log.record(
                TouchDraft(
                    (who,),
                    Channel.TRADE_SHOW,
                    Outcome.SPOKE,
                    at=_at(event, now),
                    purpose=event.name,
                    note=met.note,
                    insights=_insights(met),
                )
            )
            on = None if met.week is None else self._day(event, met.week, now.date())
            if on is not None:
                self._steps.promise(who, on, f"follow up after {event.name}", channel=Channel.CALL)
        kinds = frozenset({Kind.CONTACTS, Kind.COMPANIES, Kind.TOUCHES, Kind.PROMISES, Kind.STEPS})
        change = Change(operation.id, what, kinds, (who,), frozenset({who}))
        return Captured(change, who, name, met.company.strip(), on, known is None)

    def _day(self, event: Event, week: int, today: date) -> date:
        load = {day: Load(*due) for day, due in self._context.steps.load_by_day(date.min).items()}
        return follow_up_day(event, week, load, today, self._context.policy)

    def _known(self, met: Met) -> int | None:
        context = self._context
        found: list[int] = []
        if met.email.strip():
            found = context.lookup.by_email(met.email.strip())
        if not found and met.phone.strip():
            found = context.lookup.by_e164(parse_phone(met.phone, context.policy.country).e164)
        if not found and met.company.strip():
            firm = context.companies.find(met.company.strip())
            wanted = name_key(met.name)
            people = context.companies.colleagues(firm.id) if firm is not None else []
            names = context.people.names(people)
            found = [one for one in people if name_key(names[one]) == wanted]
        people_found = context.people.contacts(found)
        return next((one for one in found if people_found[one].closed is None), None)

    def _add(self, met: Met, event: Event) -> int:
        fields: ContactFields = {"name": met.name, "source": event.source}
        if event.rating:
            fields["rating"] = event.rating
        if event.tag:
            fields["tag"] = (event.tag,)
        if met.company.strip():
            fields["company"] = met.company
        if met.email.strip():
            fields["email"] = met.email
        if met.phone.strip():
            fields["phone"] = met.phone
        return self._contacts.add(**fields).contact_ids[0]


def _insights(met: Met) -> tuple[tuple[InsightKind, str], ...]:
    """What the toggles say; one that is off says nothing."""
    found = (
        (met.need, InsightKind.NEED, NEED),
        (met.project, InsightKind.PROJECT, Held.HAS.value),
        (met.decides, InsightKind.CAN, DECIDES),
    )
    return tuple((kind, text) for on, kind, text in found if on)


def _at(event: Event, now: datetime) -> datetime | None:
    """Now while the show is on, else noon of its last day; a show that is to come is refused by the log."""
    today = now.date()
    if event.first <= today <= event.last:
        return None
    return datetime.combine(min(max(today, event.first), event.last), time(12), now.tzinfo)
