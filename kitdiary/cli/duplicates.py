"""``duplicates`` and ``merge``: people who are in the diary twice."""

import click

from kitdiary.cli.changes import report
from kitdiary.cli.output import say, say_json
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.text import one_line, page_width, table
from kitdiary.cli.words import plural
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.merging import MergeField, Side

_LISTED = 50


@click.command(cls=DiaryCommand)
@as_json_option
@in_session
def duplicates(session: Session, as_json: bool) -> None:
    """List who may be in the diary twice, with how certain that is and why.

    Nothing is changed: “kitdiary merge” makes one of two.
    """
    with session.open() as diary:
        pairs = diary.merging.duplicates()
        shown = pairs if as_json else pairs[:_LISTED]
        people = diary.merging.people(tuple({who for pair in shown for who in (pair.one, pair.other)}))
    if as_json:
        say_json([
            {
                "contact_ids": [pair.one, pair.other],
                "names": [people[who][0].name for who in (pair.one, pair.other)],
                "companies": [people[who][1] or None for who in (pair.one, pair.other)],
                "certainty": pair.certainty,
                "reason": pair.because,
            }
            for pair in pairs
        ])  # fmt: skip
        return
    if not pairs:
        say("Nobody seems to be in this diary twice.")
        return
    rows = []
    for pair in shown:
        whom = [f"{people[who][0].name} (id {who})" for who in (pair.one, pair.other)]
        rows.append((f"{pair.certainty} %", *map(one_line, whom), str(pair.because)))
    say(table(rows, ("certain", "this one", "and this one", "why"), page_width()))
    if len(pairs) > len(shown):
        say(f"… and {plural(len(pairs) - len(shown), 'more pair')}.")
    say("“kitdiary merge CONTACT OTHER” makes one of two, “--not-the-same” keeps them apart.")


@click.command(cls=DiaryCommand)
@click.argument("contact", metavar="CONTACT")
@click.argument("other", metavar="OTHER")
@click.option(
    "--take",
    multiple=True,
    type=click.Choice([field.value for field in MergeField]),
    metavar="FIELD",
    help="Keep OTHER's value of this field: name, company, rating …; may be given several times.",
)
@click.option("--not-the-same", is_flag=True, help="Remember that they are two people instead.")
@click.option("--companies", is_flag=True, help="CONTACT and OTHER are names of two companies.")
@as_json_option
@in_session
def merge(
    session: Session,
    /,
    *,
    contact: str,
    other: str,
    take: tuple[str, ...],
    not_the_same: bool,
    companies: bool,
    as_json: bool,
) -> None:
    """Make one of two contacts who are one person: CONTACT stays and has all that OTHER had.

    Touches, promises, insights, files and tags of both are kept; what only one of them says is taken over, of
    two ratings the better. The stricter consent wins.
    """
    if not_the_same and take:
        raise InvalidInput("Two people keep their own values: leave out --take or --not-the-same.")
    if companies and (not_the_same or take):
        raise InvalidInput("Of two companies the first is filled from the other: leave out the rest.")
    with session.open() as diary:
        if companies:
            merging = diary.merging
            change = merging.merge_companies(merging.company(contact), merging.company(other))
            report(diary, change, as_json=as_json, plans=False)
            return
        kept, gone = diary.contacts.find(contact), diary.contacts.find(other)
        if not_the_same:
            change = diary.merging.not_the_same(kept, gone)
        else:
            change = diary.merging.merge(kept, gone, {MergeField(field): Side.OTHER for field in take})
        report(diary, change, as_json=as_json, plans=not not_the_same)
