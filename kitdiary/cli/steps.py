"""``promise``, ``kept``, ``snooze`` and ``skip``: what a rep does with the steps of the plan."""

from datetime import time

import click

from kitdiary.cli.changes import report
from kitdiary.cli.days import Day, Moment
from kitdiary.cli.parameters import DAY, MOMENT, TIME, OneOf
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import Channel

_KIND = OneOf("kind of step", StepKind)


@click.command(cls=DiaryCommand)
@click.argument("contact", metavar="CONTACT")
@click.option("--on", "day", required=True, type=DAY, metavar="D", help="The day promised.")
@click.option("--time", "clock", type=TIME, metavar="HH:MM", help="The time promised, in your zone.")
@click.option("--channel", type=OneOf("channel", Channel), default="call", help="How; a call if not said.")
@click.option("--what", required=True, metavar="T", help="What was promised.")
@as_json_option
@in_session
def promise(
    session: Session,
    /,
    *,
    contact: str,
    day: Day,
    clock: time | None,
    channel: Channel,
    what: str,
    as_json: bool,
) -> None:
    """Record a follow-up you agreed to."""
    with session.open() as diary:
        on = day.on(diary.context.today())
        change = diary.steps.promise(diary.contacts.find(contact), on, what, clock, channel)
        report(diary, change, as_json=as_json)


@click.command(cls=DiaryCommand)
@click.argument("contact", metavar="CONTACT")
@as_json_option
@in_session
def kept(session: Session, contact: str, as_json: bool) -> None:
    """Tick the promise that is next with a contact."""
    with session.open() as diary:
        report(diary, diary.steps.kept(diary.contacts.find(contact)), as_json=as_json)


@click.command(cls=DiaryCommand)
@click.argument("contact", metavar="CONTACT")
@click.option("--kind", required=True, type=_KIND, help="Which step.")
@click.option(
    "--until", required=True, type=MOMENT, metavar="D|DTHH:MM", help="The day or the time to move it to."
)
@as_json_option
@in_session
def snooze(session: Session, contact: str, kind: StepKind, until: Moment, as_json: bool) -> None:
    """Move one step to another day or time."""
    with session.open() as diary:
        context = diary.context
        when = until.at(context.today(), context.zone) or until.day.on(context.today())
        report(diary, diary.steps.snooze(diary.contacts.find(contact), kind, when), as_json=as_json)


@click.command(cls=DiaryCommand)
@click.argument("contact", metavar="CONTACT")
@click.option("--kind", required=True, type=_KIND, help="Which step.")
@click.option("--why", default="", metavar="T", help="Why; a reply needs a reason.")
@as_json_option
@in_session
def skip(session: Session, contact: str, kind: StepKind, why: str, as_json: bool) -> None:
    """Let one step pass: its clock starts again today. A promise is dropped."""
    with session.open() as diary:
        report(diary, diary.steps.skip(diary.contacts.find(contact), kind, why), as_json=as_json)
