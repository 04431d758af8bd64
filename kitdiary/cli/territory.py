"""``territory-give`` and ``territory-take``: contacts that pass from one rep's diary to another's."""

from pathlib import Path

import click

from kitdiary.cli.output import say, say_json
from kitdiary.cli.parameters import FILE
from kitdiary.cli.report import scope_options
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.text import one_line
from kitdiary.cli.words import plural
from kitdiary.domain.errors import InvalidInput


@click.command("territory-give", cls=DiaryCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.argument("who", nargs=-1, metavar="[CONTACT]…")
@click.option("--to", required=True, metavar="NAME", help="The colleague who takes them over.")
@scope_options
@click.option("--everybody", is_flag=True, help="The whole diary: the rep leaves.")
@click.option("--only-copy", is_flag=True, help="Change nothing here: no owner, no tag, no pause.")
@as_json_option
@in_session
def territory_give(
    session: Session,
    /,
    *,
    file: Path,
    who: tuple[str, ...],
    to: str,
    territory: str,
    tags: tuple[str, ...],
    rating: str,
    everybody: bool,
    only_copy: bool,
    as_json: bool,
) -> None:
    """Write contacts with their whole history to a package for a colleague's diary.

    Name them, or choose them by rating, tag or territory. Here they get that owner and the tag
    “handed over”, and rest for 90 days, so that nobody is called by two.
    """
    chosen = bool(rating or tags or territory)
    if everybody + chosen + bool(who) != 1:
        raise InvalidInput("Say who goes: contacts, or a --rating, --tag or --territory, or --everybody.")
    with session.open(create=False) as diary:
        if who:
            people = list(dict.fromkeys(diary.contacts.find(text) for text in who))
        else:
            scope = diary.reports.scope(tuple(rating.split(",")) if rating else (), tags, (), territory)
            people = diary.territory.people(scope)
        given = diary.territory.give(file, people, to, mark=not only_copy)
    operation = None if given.change is None else given.change.operation_id
    if as_json:
        say_json({"operation_id": operation, "contact_ids": people, "touches": given.touches})
        return
    counts = f"{plural(given.contacts, 'contact')} with {plural(given.touches, 'touch')}"
    say(f"{counts} for {one_line(to)}: {one_line(str(given.file))}")
    if given.change is not None:
        say("Here they are tagged “handed over” and rest for 90 days.")
        say(f"“kitdiary undo {operation}” takes the marks off again.")


@click.command("territory-take", cls=DiaryCommand)
@click.argument("file", type=FILE, metavar="FILE")
@as_json_option
@in_session
def territory_take(session: Session, file: Path, as_json: bool) -> None:
    """Take in a package that territory-give wrote: contacts, history, promises, consents, files.

    Who is here already is joined with who comes. The same package again changes nothing.
    """
    with session.open() as diary:
        taken = diary.territory.take(file)
    operation = None if taken.change is None else taken.change.operation_id
    if as_json:
        say_json({
            "operation_id": operation,
            "contact_ids": list(taken.contact_ids),
            "added": taken.added,
            "joined": taken.joined,
            "known": taken.known,
            "erased": taken.erased,
            "touches": taken.touches,
        })  # fmt: skip
        return
    say(
        f"{plural(taken.added, 'contact')} added, {taken.joined:,} joined with who was here, "
        f"{taken.known:,} known from before; {plural(taken.touches, 'touch')}."
    )
    if taken.erased:
        say(f"Left out, as erased from this diary at their wish: {taken.erased:,}.")
    if operation is not None:
        say(f"“kitdiary undo {operation}” puts it back.")
