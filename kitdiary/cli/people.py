"""``contacts`` and ``show``: finding people, and one of them whole."""

import click

from kitdiary.cli.card import card_lines
from kitdiary.cli.output import say, say_json
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.shapes import contact_card, contact_row
from kitdiary.cli.text import page_width, table
from kitdiary.cli.words import plural
from kitdiary.domain.people import State

_TOUCHES = 10
"""Touches that are printed; JSON has all of them."""


@click.command(cls=DiaryCommand)
@click.argument("query", required=False, default="", metavar="[QUERY]")
@as_json_option
@in_session
def contacts(session: Session, query: str, as_json: bool) -> None:
    """List everyone, or those with the words of QUERY.

    Words may be begun only; name, company, job title, city, tags and email addresses are searched.
    """
    with session.open() as diary:
        rows = diary.cards.list(query)
        today = diary.context.today()
    if as_json:
        say_json([contact_row(row, today) for row in rows])
        return
    if not rows:
        say("Nobody found." if query else "There is nobody in this diary yet.")
        return
    lines = table(
        (
            (
                str(row.contact_id),
                row.name,
                row.effective_rating or "",
                row.company or "",
                "" if row.next_talk_on is None else row.next_talk_on.isoformat(),
                "" if row.next_value_add_on is None else row.next_value_add_on.isoformat(),
                "" if (state := row.state(today)) is State.ACTIVE else state.value,
            )
            for row in rows
        ),
        ("id", "name", "", "company", "next talk", "value-add", ""),
        page_width(),
    )
    say([*lines, plural(len(rows), "contact")])


@click.command(cls=DiaryCommand)
@click.argument("contact", metavar="CONTACT")
@as_json_option
@in_session
def show(session: Session, contact: str, as_json: bool) -> None:
    """Show one contact: what is next, known and past.

    CONTACT is an id, an email address, or a name that is not ambiguous.
    """
    with session.open() as diary:
        contact_id = diary.contacts.find(contact)
        card = diary.cards.one(contact_id, None if as_json else _TOUCHES)
        today = diary.context.today()
        now = diary.context.now()
    if as_json:
        say_json(contact_card(card, today))
    else:
        say(card_lines(card, now, page_width()))
