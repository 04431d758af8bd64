"""``add``, ``edit`` and ``rate``: people and companies written down."""

from typing import Any

import click

from kitdiary.cli.changes import report
from kitdiary.cli.contact_options import common_options, edit_options, fields_of, whole_timing
from kitdiary.cli.parameters import read_rating
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.domain.errors import InvalidInput


@click.command(cls=DiaryCommand)
@click.option("--name", required=True, metavar="N", help="The name of the person.")
@common_options
@as_json_option
@in_session
def add(session: Session, /, as_json: bool, **given: Any) -> None:
    """Add a contact, and its company if that is new."""
    with session.open() as diary:
        change = diary.contacts.add(**fields_of(diary, given))
        report(diary, change, as_json=as_json)


class _EditCommand(DiaryCommand):
    """Takes ``--timing KIND DATE`` and ``--timing none`` alike."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, whole_timing(args))


@click.command(cls=_EditCommand)
@click.argument("contact", metavar="CONTACT")
@click.option("--name", metavar="N", help="Another name.")
@common_options
@edit_options
@as_json_option
@in_session
def edit(session: Session, /, contact: str, as_json: bool, **given: Any) -> None:
    """Change what is known of a contact. What is not named stays as it is; an empty text clears a field."""
    with session.open() as diary:
        contact_id = diary.contacts.find(contact)
        fields = fields_of(diary, given, diary.contacts.one(contact_id))
        if not fields:
            raise InvalidInput(
                "Nothing to change was given: name what is new, such as --rating A (see --help)."
            )
        report(diary, diary.contacts.edit((contact_id,), **fields), as_json=as_json)


@click.command(cls=DiaryCommand)
@click.argument("words", nargs=-1, metavar="CONTACT|--company C RATING")
@click.option("--company", metavar="C", help="Rate this company instead of a contact.")
@as_json_option
@in_session
def rate(session: Session, words: tuple[str, ...], company: str | None, as_json: bool) -> None:
    """Give a contact or a company a rating; none takes it away."""
    wanted = 1 if company is not None else 2
    if len(words) != wanted:
        usage = "rate --company C RATING" if company is not None else "rate CONTACT RATING"
        raise InvalidInput(f"Write it as “kitdiary {usage}”; a name of several words goes in quotes.")
    rating = read_rating(words[-1]) or None
    with session.open() as diary:
        if company is not None:
            change = diary.contacts.rate_company(company, rating)
        else:
            change = diary.contacts.rate((diary.contacts.find(words[0]),), rating)
        report(diary, change, as_json=as_json)
