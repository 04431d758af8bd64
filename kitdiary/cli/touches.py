"""``log``: what passed between the rep and people."""

from datetime import datetime

import click

from kitdiary.cli.changes import report
from kitdiary.cli.days import NOON, Moment, local
from kitdiary.cli.parameters import MOMENT, OneOf
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.touches import Channel, Direction, InsightKind, Outcome

_INSIGHTS = (InsightKind.NEED, InsightKind.FRUSTRATION, InsightKind.CAN, InsightKind.CANNOT, InsightKind.WHEN)


@click.command(cls=DiaryCommand)
@click.argument("contact", nargs=-1, required=True, metavar="CONTACT...")
@click.option("--channel", required=True, type=OneOf("channel", Channel), help="How it passed.")
@click.option(
    "--direction", type=OneOf("direction", Direction), help="In for received and replied, else out."
)
@click.option("--outcome", required=True, type=OneOf("outcome", Outcome), help="What came of it.")
@click.option(
    "--at", type=MOMENT, metavar="DTHH:MM", help="When, in your zone unless it has an offset; else now."
)
@click.option("--purpose", default="", metavar="P", help="What it was for.")
@click.option("--note", default="", metavar="T", help="What was said.")
@click.option("--need", multiple=True, metavar="T", help="What they need.")
@click.option("--frustration", multiple=True, metavar="T", help="What annoys them.")
@click.option("--can", multiple=True, metavar="T", help="What they can do or decide.")
@click.option("--cannot", multiple=True, metavar="T", help="What they cannot.")
@click.option("--when", multiple=True, metavar="T", help="When something is to happen.")
@click.option("--content", default="", metavar="TITLE", help="The item of the library that was sent.")
@click.option("--why", default="", metavar="T", help="Why what was sent helps them.")
@click.option("--wants-reply", is_flag=True, help="They asked for an answer.")
@as_json_option
@in_session
def log(
    session: Session,
    /,
    *,
    contact: tuple[str, ...],
    channel: Channel,
    direction: Direction | None,
    outcome: Outcome,
    at: Moment | None,
    purpose: str,
    note: str,
    content: str,
    why: str,
    wants_reply: bool,
    as_json: bool,
    **insights: tuple[str, ...],
) -> None:
    """Log a touch with one or more people.

    Each CONTACT is an id, an email address, or a name that is not ambiguous, in quotes where it
    has blanks. The plan follows at once.
    """
    from kitdiary.services.touch_log import TouchDraft

    if content and why:
        raise InvalidInput(
            "--content and --why exclude each other: an item of the library has its own reason."
        )
    with session.open() as diary:
        draft = TouchDraft(
            tuple(diary.contacts.find(one) for one in contact),
            channel,
            outcome,
            direction,
            None if at is None else _instant(at, diary.context.now()),
            purpose,
            note,
            tuple((kind, text) for kind in _INSIGHTS for text in insights[kind.value]),
            content,
            why,
            wants_reply,
        )
        report(diary, diary.log.record(draft), as_json=as_json)


def _instant(at: Moment, now: datetime) -> datetime:
    """When a touch took place: of a day alone, noon, or now where today's noon is still to come."""
    zone = now.tzinfo
    assert zone is not None
    instant = at.at(now.date(), zone)
    if instant is not None:
        return instant
    day = at.day.on(now.date())
    noon = local(day, NOON, zone)
    return now if day == now.date() and noon > now else noon
