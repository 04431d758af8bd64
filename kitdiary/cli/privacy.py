"""``person-export`` and ``erase``: what a person may ask for."""

from pathlib import Path

import click

from kitdiary.cli.output import say, say_json, tell
from kitdiary.cli.parameters import FILE
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.text import one_line
from kitdiary.cli.words import plural
from kitdiary.domain.errors import InvalidInput


@click.command("person-export", cls=DiaryCommand)
@click.argument("contact", metavar="CONTACT")
@click.argument("folder", type=FILE, metavar="DIR")
@as_json_option
@in_session
def person_export(session: Session, contact: str, folder: Path, as_json: bool) -> None:
    """Write everything the diary holds on one person into a new folder.

    As JSON and as a page to read, with their files: the answer to "what do you know of me?". Read the notes
    through before you hand it on. Other people are not named in it, but notes are given word by word.
    """
    with session.open(create=False) as diary:
        done = diary.privacy.export(diary.contacts.find(contact), folder)
    if as_json:
        say_json({"folder": str(done.folder), "files": done.files, "touches": done.touches})
        return
    counts = f"{plural(done.touches, 'touch')}, {plural(done.files, 'file')}"
    place = one_line(str(done.folder))
    say(f"Everything on {one_line(done.name)} ({counts}) is in {place}: open person.html.")


@click.command(cls=DiaryCommand)
@click.argument("contact", metavar="CONTACT")
@click.option("--yes", is_flag=True, help="Yes, for good: it cannot be undone.")
@as_json_option
@in_session
def erase(session: Session, contact: str, yes: bool, as_json: bool) -> None:
    """Erase a person for good, with all that was noted about them. This cannot be undone.

    The undo history, the search and the free space of the file forget them too. An import leaves them out
    from then on. Backups that still hold them are named.
    """
    with session.open(create=False) as diary:
        contact_id = diary.contacts.find(contact)
        name = one_line(diary.contacts.one(contact_id).name)
        if not yes:
            raise InvalidInput(f"Erasing {name} cannot be undone: add --yes if that is what you want.")
        done = diary.privacy.erase(contact_id)
    if as_json:
        say_json({
            "operation_id": None,
            "contact_ids": [contact_id],
            "backups": [str(path) for path in done.backups],
            "mentions": list(done.mentions),
        })  # fmt: skip
    else:
        say(f"Erased {name} for good; an import will leave them out.")
        for path in done.backups:
            say(f"This copy still holds them, delete it or keep it locked away: {one_line(str(path))}")
        for mention in done.mentions:
            say(f"The name also stands in a {one_line(mention)}: that stays.")
    if done.problem is not None:
        tell(done.problem)
