"""The cast: people whose whole story is written down in ``cast.json``, so that today's list is a good one.

Days are given as days before the anchor (``ago``, moved back to a working day), as working days before it
(``wd``); what is still to come as days (``in``) or working days (``ahead``) after today.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from kitdiary.domain.opportunities import Opportunity, Stage
from kitdiary.domain.people import Company, Contact, Fit, Labelled, Precision, Role, Timing, TimingKind
from kitdiary.domain.steps import Snooze, StepKind, ThanksCause
from kitdiary.domain.touches import Channel, InsightKind, Outcome, Promise
from kitdiary.services.demo.arrivals import source_of
from kitdiary.services.demo.days import first_day_of, minutes_of, moment, when_words
from kitdiary.services.demo.dice import Dice
from kitdiary.services.demo.library import titled
from kitdiary.services.demo.person import Person
from kitdiary.services.demo.reach import Numbers
from kitdiary.services.demo.records import DemoPromise
from kitdiary.services.demo.world import World

Script = Mapping[str, Any]
_EVENING = 17 * 60 + 45


def plan_cast(world: World, numbers: Numbers) -> None:
    """Give every member of the cast their company, their past and what is open with them."""
    companies = {company.name: company for company in world.companies}
    ids = {role["name"]: number for number, role in enumerate(world.material.cast, start=1)}
    for role in world.material.cast:
        company = companies[role["company"]]
        numbers.reserve(role["phone"])
        contact = _contact(world, role, company, ids)
        tags = contact.tags
        person = Person(
            contact, company, (tags[0], *tags[:2])[:3], "", Dice("cast", contact.id), 1.0, 1.0, scripted=True
        )
        world.on(contact.added_on, partial(_enter, world, person))
        for entry in role["timeline"]:
            world.on(_day(world, entry), partial(_happen, world, person, entry))
        _open_steps(world, person, role)
        if "opportunity" in role:
            world.on(_day(world, role["opportunity"]), partial(_deal, world, person, role["opportunity"]))


def _enter(world: World, person: Person, _day: date) -> None:
    world.meet(person)


def _day(world: World, entry: Script) -> date:
    if "wd" in entry:
        return world.calendar.working_days_back(entry["wd"])
    return world.calendar.back(entry["ago"])


def _contact(world: World, role: Script, company: Company, ids: dict[str, int]) -> Contact:
    country = world.material.countries[company.address.country]
    domain = company.website.removeprefix("https://www.").removesuffix(".example")
    given, _, family = role["name"].partition(" ")
    added = world.calendar.back(role["added"])
    return Contact(
        id=ids[role["name"]],
        name=role["name"],
        company_id=company.id,
        given_name=given,
        family_name=family,
        job_title=role["title"],
        role=Role(role.get("role", "prospect")),
        rating=role.get("rating"),
        fit=Fit(role["fit"]),
        fit_note=role.get("fit_note", ""),
        fit_on=added if "fit_note" in role else None,
        timing=_timing(world, role),
        first_talk_on=world.calendar.workdays.add(added, 2),
        added_on=added,
        time_zone=country.cities[company.address.city].time_zone,
        language=country.language,
        best_hours=role.get("best_hours", ""),
        source=_source(world, role["source"]),
        introduced_by=ids.get(role.get("introduced_by", "")),
        address=company.address,
        phones=(Labelled(role["phone"], "direct"),),
        emails=(Labelled(f"{role['email']}@{domain}.example", "work"),),
        tags=tuple(role["tags"]),
    )


def _source(world: World, template: str) -> str:
    """The source, with the year of the show it names."""
    for show in world.material.shows["shows"]:
        name, day = show["name"], world.calendar.back(show["ago"])
        # Where a show was twice, the cast names the first one of FoodLog and the second of Köln.
        first = {"show_year": "FoodLog", "leeds_year": "Northern", "singapore_year": "Harbourside"}
        for slot, begins in first.items():
            if f"{{{slot}}}" in template and name.startswith(begins):
                return source_of(show, day)
        if "{kuehlgut_year}" in template and name.startswith("Kühlgut") and show["ago"] < 400:
            return source_of(show, day)
    return template


def _timing(world: World, role: Script) -> Timing | None:
    if "timing" not in role:
        return None
    found = role["timing"]
    precision = Precision(found["precision"])
    on = first_day_of(world.calendar.anchor + timedelta(days=found["in"]), precision)
    recorded = world.calendar.back(found["recorded"])
    return Timing(TimingKind(found["kind"]), on, precision, recorded, found["note"])


def _happen(world: World, person: Person, entry: Script, day: date) -> None:
    titles = {item.title: item for item in world.content}
    title = entry.get("content")
    item = titles[titled(title, world.calendar.today)] if title else None
    touch = world.record(
        [person],
        day,
        Channel(entry["channel"]),
        Outcome(entry["outcome"]),
        purpose=entry.get("purpose", ""),
        note=entry.get("note", ""),
        item=item,
        why=entry.get("why", ""),
        asks=entry.get("wants_reply", False),
        at=world.calendar.at(day, minutes_of(entry["at"])),
    )
    timing = person.contact.timing
    when = when_words(timing.on, timing.precision) if timing is not None else ""
    for kind, text in entry.get("insights", {}).items():
        world.learn(person, touch, InsightKind(kind), text.replace("{timing}", when))


def _open_steps(world: World, person: Person, role: Script) -> None:
    calendar = world.calendar
    for found in role.get("promises", ()):
        on = _promised_for(world, found)
        at = calendar.at(on, minutes_of(found["at"])) if "at" in found else None
        made = moment(calendar.at(calendar.back(found["made"]), _EVENING))
        dropped = found.get("dropped", False)
        promise = Promise(0, on, at, Channel(found["channel"]), found["what"], made, dropped=dropped)
        person.promises.append(DemoPromise(person.id, promise, dropped_on=on if dropped else None))
    for found in role.get("snoozes", ()):
        until = calendar.ahead(found["wd"])
        made = moment(calendar.at(calendar.working_days_back(1), _EVENING))
        person.snoozes.append(Snooze(StepKind(found["kind"]), until, None, made))


def _promised_for(world: World, found: Script) -> date:
    if "in" in found:
        return world.calendar.today + timedelta(days=found["in"])
    return world.calendar.ahead(found["ahead"]) if "ahead" in found else _day(world, found)


def _deal(world: World, person: Person, found: Script, day: date) -> None:
    """The opportunity of one of the cast, won where its data says so; the introducer is to be thanked."""
    opened = moment(world.calendar.at(day, _EVENING))
    number = len(world.opportunities) + 1
    deal = Opportunity(
        number,
        person.id,
        found["title"],
        Decimal(found["value"]),
        "USD",
        Stage.OPEN,
        found["before_need"],
        day,
        opened,
    )
    name = person.contact.name
    causes = [ThanksCause(number, name, won=False, on=day, made=opened)]
    if "won" in found:
        closed_on = world.calendar.back(found["won"])
        closed = moment(world.calendar.at(closed_on, _EVENING))
        deal = replace(deal, stage=Stage.WON, closed_on=closed_on, closed=closed)
        causes.append(ThanksCause(number, name, won=True, on=closed_on, made=closed))
    world.opportunities.append(deal)
    introducer = person.contact.introduced_by
    if introducer is not None:
        world.people[introducer].causes += causes
