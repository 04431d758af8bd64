"""``import`` and ``export``: contacts from a file, and into one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kitdiary.cli.output import say, say_json, tell
from kitdiary.cli.parameters import FILE
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.words import plural

if TYPE_CHECKING:
    from kitdiary.services.exchange.import_request import Stage
    from kitdiary.services.exchange.imports import Imported

_REJECTS_TOLD = 10
_SIMILAR_TOLD = 10
_TOLD_EVERY = 10_000
DONE_WITH_REJECTS = 3
_ON_DUPLICATE = ("fill", "skip", "new")
_LAST_CONTACT = ("conversation", "touch", "ignore")


@click.command("import", cls=DiaryCommand)
@click.argument("file", type=FILE, metavar="FILE")
@click.option(
    "--format", "form", type=click.Choice(("auto", "csv", "vcard")), default="auto", help="The file's form."
)
@click.option("--map", "mapping", multiple=True, metavar="COLUMN=FIELD", help="What a column is; repeatable.")
@click.option("--rating", metavar="R", help="A rating for those who have none in the file.")
@click.option("--tag", multiple=True, metavar="T", help="A tag for everyone; may be given several times.")
@click.option(
    "--on-duplicate",
    type=click.Choice(_ON_DUPLICATE),
    default="fill",
    help="Somebody who is here already: fill what is empty, skip, or add them as new.",
)
@click.option(
    "--last-contact",
    type=click.Choice(_LAST_CONTACT),
    default="conversation",
    help="A column of the last contact starts the clocks as a conversation, as a mere touch, or not.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--rejects", type=FILE, metavar="FILE", help="Where to put the rows that cannot be read.")
@as_json_option
@in_session
@click.pass_context
def import_contacts(
    ctx: click.Context,
    session: Session,
    /,
    *,
    file: Path,
    form: str,
    mapping: tuple[str, ...],
    rating: str | None,
    tag: tuple[str, ...],
    on_duplicate: str,
    last_contact: str,
    dry_run: bool,
    rejects: Path | None,
    as_json: bool,
) -> None:
    """Bring contacts in from a CSV or vCard file.

    The whole import can be undone. First talks are spread over the coming working days.
    Exit code 3 if a row could not be read.
    """
    from kitdiary.services.exchange.decisions import OnDuplicate
    from kitdiary.services.exchange.import_request import ImportRequest, SeedAs

    request = ImportRequest(
        file,
        form,
        mapping,
        rating,
        tag,
        OnDuplicate(on_duplicate),
        SeedAs(last_contact),
        dry_run,
        rejects,
    )
    with session.open() as diary:
        done = diary.imports.run(request, _Progress())
    if as_json:
        say_json(done.as_json())
    else:
        _report(done, file.name, dry_run=dry_run)
    if done.similar:
        _tell_similar(done)
    if done.totals.rejected:
        if rejects is None or dry_run:
            _tell_rejects(done)
        else:
            tell(f"What could not be read is in {rejects} with the reasons.")
        ctx.exit(DONE_WITH_REJECTS)


def _report(done: "Imported", name: str, *, dry_run: bool) -> None:
    totals = done.totals
    would = "Would import" if dry_run else "Imported"
    counts = (
        f"{totals.added:,} added, {totals.updated:,} updated, {totals.unchanged:,} unchanged, "
        f"{totals.duplicates:,} duplicates, {totals.rejected:,} rejected"
    )
    say(f"{would} {plural(totals.rows, 'row')} of {name} ({done.source}, {done.encoding}): {counts}.")
    if totals.duplicates:
        say("Duplicates were left alone: they fit several people here, or somebody of another name.")
    if done.operation_id is not None:
        say(f"“kitdiary undo {done.operation_id}” puts it back.")


def _tell_similar(done: "Imported") -> None:
    """Who was added though they may be somebody here: nobody is left out for being like another."""
    for each in done.similar[:_SIMILAR_TOLD]:
        tell(f"Line {each.line}: {each.name} is added. {each.why}")
    more = done.similar_count - _SIMILAR_TOLD
    if more > 0:
        tell(f"… and {more:,} more.")
    tell("“kitdiary duplicates” lists who may be here twice, “kitdiary merge” makes one of two.")


def _tell_rejects(done: "Imported") -> None:
    for reject in done.rejects[:_REJECTS_TOLD]:
        tell(f"Line {reject.line}: {reject.reason}")
    more = done.totals.rejected - _REJECTS_TOLD
    if more > 0:
        tell(f"… and {more:,} more.")
    tell("“--rejects FILE” keeps the rows that could not be read.")


class _Progress:
    """Says every ten thousand rows how far it is."""

    def __init__(self) -> None:
        self._next = _TOLD_EVERY

    def __call__(self, stage: "Stage", done: int, total: int) -> bool:  # noqa: ARG002 - as every one
        if stage == "read" and done >= self._next:
            self._next = done - done % _TOLD_EVERY + _TOLD_EVERY
            tell(f"{done - done % _TOLD_EVERY:,} rows read.")
        return True


@click.command("export", cls=DiaryCommand)
@click.argument("file", type=FILE, metavar="FILE.csv|FILE.vcf")
@click.option("--version", type=click.Choice(("3.0", "4.0")), default=None, help="The version of vCard.")
@click.option("--contact", multiple=True, metavar="CONTACT", help="Only this contact; repeatable.")
@as_json_option
@in_session
def export_contacts(
    session: Session, /, *, file: Path, version: str | None, contact: tuple[str, ...], as_json: bool
) -> None:
    """Write the contacts into a CSV or vCard file, with all the diary knows of them.

    Importing it into an empty diary gives the same contacts and the same plan; touches are not in it.
    """
    from kitdiary.services.exchange.contact_exports import form_of

    form = form_of(file, version or "")
    with session.open() as diary:
        ids = [diary.contacts.find(each) for each in contact] if contact else None
        done = diary.exports.write(file, form, ids, _exported)
    if as_json:
        say_json({"file": str(file), "contacts": done.contacts, "companies": done.companies})
        return
    more = f" and {plural(done.companies, 'company')}" if done.companies else ""
    say(f"Wrote {plural(done.contacts, 'contact')}{more} into {file}.")


def _exported(done: int, total: int) -> bool:  # noqa: ARG001 - as every progress; the terminal's ^C ends it
    return True
