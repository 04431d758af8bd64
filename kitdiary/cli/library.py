"""``opportunity`` and ``content``: what may be bought, and what is worth sending."""

from pathlib import Path

import click

from kitdiary.cli.changes import report
from kitdiary.cli.days import Day
from kitdiary.cli.output import say, say_json
from kitdiary.cli.parameters import DAY, FILE, OneOf
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session, shared_options
from kitdiary.cli.shapes import content_item
from kitdiary.cli.text import page_width, table
from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.domain.opportunities import Stage


@click.command(cls=DiaryCommand)
@click.argument("contact", metavar="CONTACT")
@click.option(
    "--title", required=True, metavar="T", help="What it is called; the same title again changes it."
)
@click.option("--value", metavar="N", help="What it is worth, such as 12000 or 12000.50.")
@click.option("--currency", metavar="CUR", help="The currency, such as EUR.")
@click.option("--stage", type=OneOf("stage", Stage), help="How far it is; open if not said.")
@click.option("--before-need", is_flag=True, help="You were talking before the need was defined.")
@as_json_option
@in_session
def opportunity(
    session: Session,
    /,
    *,
    contact: str,
    title: str,
    value: str | None,
    currency: str | None,
    stage: Stage | None,
    before_need: bool,
    as_json: bool,
) -> None:
    """Open an opportunity with a contact, or change it.

    Whoever introduced the contact is to be thanked when it opens and when it is won.
    """
    with session.open() as diary:
        change = diary.opportunities.put(
            diary.contacts.find(contact),
            title,
            value=value,
            currency=currency,
            stage=stage,
            before_need=before_need or None,
        )
        report(diary, change, as_json=as_json)


class _ContentGroup(click.Group):
    """``content add …`` adds, ``content [QUERY]`` lists."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {name for option in self.params for name in option.opts} | {"--help", "-h"}
        first = args[0].split("=")[0] if args else ""
        if first not in self.commands and first not in own:
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_ContentGroup, params=shared_options(hidden=True), subcommand_metavar="[QUERY] [--json] | add ..."
)
def content() -> None:
    """List or search the library, or add to it."""


@content.command("list", cls=DiaryCommand, hidden=True)
@click.argument("query", required=False, default="", metavar="[QUERY]")
@as_json_option
@in_session
def list_content(session: Session, query: str, as_json: bool) -> None:
    """List the library, or the items with the words of QUERY in title, topics or reason."""
    with session.open() as diary:
        items = diary.library.items(query)
        today = diary.context.today()
    if as_json:
        say_json([content_item(item) for item in items])
        return
    if not items:
        say(
            "Nothing found."
            if query
            else "The library is empty: add an item with “kitdiary content add --title …”."
        )
        return
    headings = ("title", "kind", "topics", "link", "until")
    say(table([_row(item, item.offered(today)) for item in items], headings, page_width()))


def _row(item: ContentItem, offered: bool) -> tuple[str, ...]:
    until = "" if item.until is None else item.until.isoformat()
    ended = "" if offered else " (no longer offered)"
    return item.title, item.kind.value, ", ".join(item.topics), item.link, f"{until}{ended}".strip()


@content.command("add", cls=DiaryCommand)
@click.option("--title", required=True, metavar="T", help="What it is called.")
@click.option("--kind", type=OneOf("kind of content", ContentKind), default="article", help="What it is.")
@click.option("--link", default="", metavar="U", help="Where it is on the web.")
@click.option("--file", type=FILE, metavar="F", help="A file to keep in the diary, 25 MB at most.")
@click.option("--topic", multiple=True, metavar="T", help="What it is about; may be given several times.")
@click.option("--industry", multiple=True, metavar="T", help="Whom it was made for; repeatable.")
@click.option("--competitor", default="", metavar="T", help="The competitor it is about.")
@click.option("--why", default="", metavar="T", help="Why it helps people.")
@click.option("--until", type=DAY, metavar="D", help="The last day it is worth sending.")
@as_json_option
@in_session
def add_content(
    session: Session,
    /,
    *,
    title: str,
    kind: ContentKind,
    link: str,
    file: Path | None,
    topic: tuple[str, ...],
    industry: tuple[str, ...],
    competitor: str,
    why: str,
    until: Day | None,
    as_json: bool,
) -> None:
    """Put something worth sending into the library."""
    if link and file is not None:
        raise click.UsageError("--link and --file exclude each other: give one of them")
    with session.open() as diary:
        change = diary.library.add(
            title,
            kind=kind,
            link=link,
            file=file,
            topics=topic,
            industries=industry,
            competitor=competitor,
            why=why,
            until=None if until is None else until.on(diary.context.today()),
        )
        report(diary, change, as_json=as_json)
