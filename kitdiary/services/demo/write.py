"""`write_demo`: a demo diary into an empty store, as one operation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.people import Contact, Moment
from kitdiary.domain.phones import parse_phone
from kitdiary.domain.steps import Snooze
from kitdiary.domain.touches import Touch
from kitdiary.services.demo.records import DemoDiary, DemoPromise
from kitdiary.storage.companies import Companies
from kitdiary.storage.database import Store
from kitdiary.storage.library import Library
from kitdiary.storage.opportunities import Opportunities
from kitdiary.storage.people import People
from kitdiary.storage.promises import Promises
from kitdiary.storage.settings import Settings
from kitdiary.storage.touches import Touches
from kitdiary.storage.values import instant_pair

WHAT = "Made the demo diary"


def write_demo(store: Store, demo: DemoDiary, now: datetime, replan: Callable[[], None] | None = None) -> int:
    """Write a demo into a diary without contacts; the id of the one operation it is.

    ``now`` is the present in the rep's zone: what the demo did this morning is moved before it. ``replan``
    computes the plans, called inside the same operation. Raises DiaryError where the diary has contacts.
    """
    with store.operation(WHAT, now) as operation:
        if People(store).count():
            raise DiaryError(
                f"{store.path} holds contacts already: a demo is only written into an empty diary, "
                "so name a new file."
            )
        with store.bulk():
            _write(store, demo, now, operation.id)
        if replan is not None:
            replan()
    return operation.id


def _write(store: Store, demo: DemoDiary, now: datetime, operation: int) -> None:
    settings = Settings(store)
    for key, value in demo.settings:
        settings.set(key, value)
    companies = Companies(store).add_many(demo.companies)
    people = _people(store, demo, companies)
    library = Library(store)
    content = {item.id: library.add(item) for item in demo.content}
    written = Touches(store).add_many([_touch(touch, people, content) for touch in before(now, demo.touches)])
    touches = {touch.id: number for touch, number in zip(demo.touches, written, strict=True)}
    rows = (
        (
            people[i.contact_id],
            None if i.touch_id is None else touches[i.touch_id],
            i.kind.value,
            i.text,
            i.on,
        )
        for i in demo.insights
    )
    store.bulk_insert(
        "insights",
        ("contact_id", "touch_id", "kind", "text", "on_date"),
        ((contact, touch, kind, text, on.isoformat()) for contact, touch, kind, text, on in rows),
    )
    _steps(store, demo, people, operation)
    opportunities = Opportunities(store)
    for found in demo.opportunities:
        closed = None if found.closed is None else Moment(found.closed.at, operation)
        opened = Moment(found.opened.at, operation)
        opportunities.add(replace(found, contact_id=people[found.contact_id], opened=opened, closed=closed))


def _people(store: Store, demo: DemoDiary, companies: Sequence[int]) -> dict[int, int]:
    """Write the contacts; their ids in the store by those in the demo."""
    by_company = {company.id: number for company, number in zip(demo.companies, companies, strict=True)}

    def placed(contact: Contact) -> Contact:
        company = None if contact.company_id is None else by_company[contact.company_id]
        return replace(contact, company_id=company, introduced_by=None)

    people = People(store)
    written = people.add_many(
        [placed(contact) for contact in demo.contacts], lambda text: parse_phone(text).e164
    )
    ids = {contact.id: number for contact, number in zip(demo.contacts, written, strict=True)}
    for contact in demo.contacts:
        if contact.introduced_by is not None:
            people.change(ids[contact.id], introduced_by=ids[contact.introduced_by])
    return ids


def before(now: datetime, touches: Sequence[Touch]) -> list[Touch]:
    """The touches with those that would lie in the future moved before ``now``.

    A demo made at half past seven must not show a call at nine: where any touch of its day is still to
    come, those of that day are put evenly between midnight and now, in their order.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = [touch for touch in touches if touch.at >= midnight]
    if not today or max(touch.at for touch in today) <= now:
        return list(touches)
    share = (now - midnight) / (len(today) + 1)
    places = {touch.id: number for number, touch in enumerate(today, start=1)}
    return [
        replace(touch, at=midnight + _whole_seconds(share * places[touch.id]))
        if touch.id in places
        else touch
        for touch in touches
    ]


def _whole_seconds(length: timedelta) -> timedelta:
    return timedelta(seconds=int(length.total_seconds()))


def _touch(touch: Touch, people: Mapping[int, int], content: Mapping[int, int]) -> Touch:
    item = None if touch.content_id is None else content[touch.content_id]
    return replace(touch, contact_ids=tuple(people[number] for number in touch.contact_ids), content_id=item)


def _steps(store: Store, demo: DemoDiary, people: Mapping[int, int], operation: int) -> None:
    """Promises, snoozes and skips."""
    columns = ("contact_id", "on_date", "at", "at_offset", "channel", "what", "made_at", "made_op")
    rows = (_promise(found, people[found.contact_id], operation) for found in demo.promises)
    store.bulk_insert("promises", (*columns, "ticked_on", "dropped_on"), rows)
    promises = Promises(store)
    promises.add_snoozes(
        (people[found.contact_id], _snoozed_by(found.snooze, operation)) for found in demo.snoozes
    )
    for found in demo.skips:
        made = Moment(found.skip.made.at, operation)
        promises.add_skip(people[found.contact_id], replace(found.skip, made=made), found.why)


def _snoozed_by(snooze: Snooze, operation: int) -> Snooze:
    return replace(snooze, made=Moment(snooze.made.at, operation))


def _promise(found: DemoPromise, contact_id: int, operation: int) -> tuple[object, ...]:
    promise = found.promise
    ticked = None if found.ticked_on is None else found.ticked_on.isoformat()
    dropped = None if found.dropped_on is None else found.dropped_on.isoformat()
    return (
        contact_id,
        promise.on.isoformat(),
        *instant_pair(promise.at),
        promise.channel.value,
        promise.what,
        promise.made.at,
        operation,
        ticked,
        dropped,
    )
