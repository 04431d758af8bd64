"""The options of ``add`` and ``edit``: what can be said of a contact, and which of its fields that is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from kitdiary.cli.days import Day, read_timing
from kitdiary.cli.parameters import NONE, OVERRIDE, PAUSE, RATING, OneOf
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.people import ClosedReason, Contact, Fit, Role, Timing, TimingKind

if TYPE_CHECKING:
    from kitdiary.services.contacts import ContactFields
    from kitdiary.services.diary import Diary

Decorator = Callable[[Callable[..., None]], Callable[..., None]]
_TIMING_KIND = OneOf("kind of timing", TimingKind)
_CONSENTS = {"calls": "calls", "email": "email_allowed", "other": "other"}

_COMMON: tuple[Decorator, ...] = (
    click.option("--email", metavar="E", help="An email address; becomes the first one."),
    click.option("--phone", metavar="P", help="A phone number; becomes the first one."),
    click.option("--company", metavar="C", help="Where they work; a new company is added."),
    click.option("--job-title", metavar="T", help="What they do there."),
    click.option("--rating", type=RATING, metavar="R", help="The potential: a rating of the scale, or none."),
    click.option("--company-rating", type=RATING, metavar="R", help="The rating of the company, or none."),
    click.option("--fit", type=OneOf("fit", Fit), help="Is this the right kind of customer, ever?"),
    click.option("--time-zone", metavar="Z", help="Where they are, such as Europe/Madrid; none: not known."),
    click.option("--tag", multiple=True, metavar="T", help="A tag; may be given several times."),
    click.option("--introduced-by", metavar="CONTACT", help="Who introduced them, or none."),
)
_EDIT: tuple[Decorator, ...] = (
    click.option("--untag", multiple=True, metavar="T", help="Take a tag away; may be given several times."),
    click.option("--role", type=OneOf("role", Role), help="What they are to you."),
    click.option("--source", metavar="T", help="Where you know them from."),
    click.option(
        "--pause-until", type=PAUSE, metavar="D", help="Nothing is due before that day; none ends a pause."
    ),
    click.option("--no-calls", is_flag=True, help="They do not want calls."),
    click.option("--no-email", is_flag=True, help="They do not want email."),
    click.option("--no-other", is_flag=True, help="They do not want letters, chat or social messages."),
    click.option("--allow", multiple=True, type=click.Choice(tuple(_CONSENTS)), help="They permit it again."),
    click.option(
        "--talk-every", type=OVERRIDE, metavar="I", help="Their own talk interval: 6w, none, or default."
    ),
    click.option("--email-every", type=OVERRIDE, metavar="I", help="Their own value-add interval, likewise."),
    click.option(
        "--timing",
        nargs=2,
        metavar="KIND DATE",
        help=f"When the door may open: {', '.join(_TIMING_KIND.words)}; then 2027-02-28, 2027-02, 2027-Q1 or "
        "2027. “--timing none” takes it away.",
    ),
    click.option("--timing-note", metavar="T", help="A note on the timing."),
    click.option("--street", metavar="T", help="Street and number."),
    click.option("--city", metavar="T", help="Town or city."),
    click.option("--region", metavar="T", help="State, province or region."),
    click.option("--postcode", metavar="T", help="Postcode."),
    click.option("--country", metavar="T", help="Country."),
    click.option(
        "--close", type=OneOf("reason to close a contact", ClosedReason), help="End the care, and why."
    ),
    click.option("--reopen", is_flag=True, help="Take a closed contact back into care."),
)
_SAME = ("name", "email", "phone", "job_title", "fit", "role", "source")
_PLACE = ("street", "city", "region", "postcode", "country")


def _all(decorators: Sequence[Decorator]) -> Decorator:
    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


common_options = _all(_COMMON)
edit_options = _all(_EDIT)


def whole_timing(args: Sequence[str]) -> list[str]:
    """The arguments with ``--timing none`` filled up to the two values the option takes."""
    found: list[str] = []
    for place, arg in enumerate(args):
        before = args[place - 1] if place else ""
        if arg.lower() == "--timing=none":
            found += ["--timing", NONE, NONE]
        elif before == "--timing" and arg.lower() == NONE:
            found += [NONE, NONE]
        else:
            found.append(arg)
    return found


def fields_of(diary: "Diary", given: dict[str, Any], present: Contact | None = None) -> "ContactFields":
    """The fields the options given name; those left out are not in it. Raises InvalidInput and DiaryError."""
    today = diary.context.today()
    fields: dict[str, Any] = {name: given[name] for name in (*_SAME, *_PLACE) if given.get(name) is not None}
    for name in ("rating", "company_rating"):
        if given.get(name) is not None:
            fields[name] = given[name] or None
    for name in ("company", "time_zone"):
        if given.get(name) is not None:
            fields[name] = "" if given[name].strip().lower() == NONE else given[name].strip()
    for name in ("talk_every", "email_every"):
        if given.get(name) is not None:
            (fields[name],) = given[name]
    fields |= {name: given[name] for name in ("tag", "untag") if given.get(name)}
    if given.get("introduced_by") is not None:
        whom = given["introduced_by"].strip()
        fields["introduced_by"] = None if whom.lower() in ("", NONE) else diary.contacts.find(whom)
    until = given.get("pause_until")
    if until is not None:
        fields["pause_until"] = until.on(today) if isinstance(until, Day) else None
    fields |= _consent(given)
    if given.get("close") is not None and given.get("reopen"):
        raise InvalidInput("--close and --reopen exclude each other: give one of them.")
    if given.get("close") is not None or given.get("reopen"):
        fields["closed"] = given.get("close")
    if given.get("timing") is not None or given.get("timing_note") is not None:
        fields["timing"] = _timing(given, today, None if present is None else present.timing)
    return fields  # type: ignore[return-value]  # the keys are those of ContactFields


def _consent(given: dict[str, Any]) -> dict[str, bool]:
    found = {field: False for name, field in _CONSENTS.items() if given.get(f"no_{name}")}
    for name in given.get("allow", ()):
        if _CONSENTS[name] in found:
            raise InvalidInput(f"--no-{name} and --allow {name} exclude each other: give one of them.")
        found[_CONSENTS[name]] = True
    return found


def _timing(given: dict[str, Any], today: date, present: Timing | None) -> Timing | None:
    typed, note = given["timing"], given["timing_note"]
    if typed is None:
        if present is None:
            raise InvalidInput("--timing-note needs a timing: give one with --timing KIND DATE.")
        return replace(present, note=note)
    kind, day = typed
    if kind.strip().lower() == NONE:
        return None
    return read_timing(_TIMING_KIND.convert(kind, None, None), day, today, note or "")
