"""What one hand-off says, added up while its files are read; altered files are not believed."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import TypeVar

from kitdiary.domain.figures import Share
from kitdiary.domain.handoff_format import CONTACTS, OPPORTUNITIES, SUMMARY, FileEntry, Manifest
from kitdiary.domain.metrics import ON_CADENCE_OF
from kitdiary.domain.team import SLIPPING_SHOWN, SlippingContact, TeamMember, latest
from kitdiary.services.exchange.csv_values import plain
from kitdiary.services.exchange.handoff_reader import Checked, Source

_NEEDED = {
    CONTACTS: ("name", "company", "effective_rating", "last_conversation_on", "days_late"),
    OPPORTUNITIES: ("stage", "value", "currency", "closed_on"),
    SUMMARY: ("metric", "value"),
}
Rows = Iterator[Sequence[str]]
Found = TypeVar("Found")


def read_member(source: Source, manifest: Manifest, place: str) -> tuple[TeamMember, list[SlippingContact]]:
    """A rep's figures and who is slipping away there; what is missing or altered is among its problems."""
    member = TeamMember(manifest.rep, place, manifest.made_at, manifest.period)
    listed = {entry.name: entry for entry in manifest.files}
    slipping: list[SlippingContact] = []
    best = manifest.ratings[0] if manifest.ratings else ""
    contacts = _believed(source, member, listed, CONTACTS, lambda rows: _contacts(rows, member.rep, best))
    if contacts is not None:
        member.contacts_by_rating, member.slipping, slipping = contacts
        member.contacts = sum(member.contacts_by_rating.values())
    summary = _believed(source, member, listed, SUMMARY, _summary)
    if summary is not None:
        _take_summary(member, summary)
    deals = _believed(source, member, listed, OPPORTUNITIES, lambda rows: _deals(rows, manifest))
    if deals is not None:
        member.open, member.won, member.won_values = deals
    for name, entry in listed.items():
        if name not in _NEEDED:
            _check_whole(source, member, entry)
    return member, slipping


def _check_whole(source: Source, member: TeamMember, entry: FileEntry) -> None:
    if not source.has(entry.name):
        member.problems.append(f"{entry.name} is missing.")
        return
    with source.open(entry.name) as file:
        if not Checked(file, entry).finish():
            member.problems.append(f"{entry.name} was altered after the hand-off.")


def _believed(
    source: Source,
    member: TeamMember,
    listed: dict[str, FileEntry],
    name: str,
    read: Callable[[Rows], Found],
) -> Found | None:
    """What a file says; None, with a problem, where it is missing, altered or no such file."""
    entry = listed.get(name)
    if entry is None or not source.has(name):
        member.problems.append(f"{name} is missing; its figures are left out.")
        return None
    found, unread = None, ""
    with source.open(name) as file:
        checked = Checked(file, entry)
        with io.TextIOWrapper(io.BufferedReader(checked, 1 << 18), "utf-8-sig", newline="") as text:
            try:
                found = read(_rows(text, _NEEDED[name]))
            except (csv.Error, ValueError, KeyError, InvalidOperation) as error:
                unread = str(error)[:80]
            good = checked.finish()
    if not good:
        member.problems.append(f"{name} was altered after the hand-off; its figures are left out.")
        return None
    if unread:
        member.problems.append(f"{name} cannot be read ({unread}); its figures are left out.")
    return found


def _rows(text: io.TextIOWrapper, columns: Sequence[str]) -> Rows:
    """The cells of the columns that are needed, row by row."""
    reader = csv.reader(text)
    heading = next(reader, [])
    missing = [name for name in columns if name not in heading]
    if missing:
        raise ValueError(f"it has no column {missing[0]}")
    pick = itemgetter(*(heading.index(name) for name in columns))
    width = len(heading)
    for row in reader:
        if len(row) != width:
            raise ValueError(f"line {reader.line_num} has {len(row)} cells, not {width}")
        yield pick(row)


def _contacts(rows: Rows, rep: str, best: str) -> tuple[dict[str, int], int, list[SlippingContact]]:
    ratings: dict[str, int] = {}
    slipping: list[SlippingContact] = []
    count = 0
    for name, company, rating, spoke_on, late in rows:
        ratings[rating] = ratings.get(rating, 0) + 1
        if rating == best and late not in ("", "0"):
            count += 1
            last = date.fromisoformat(spoke_on) if spoke_on else None
            one = SlippingContact(int(late), plain(name), plain(company), rep, rating, last)
            slipping.append(one)
            if len(slipping) > 4 * SLIPPING_SHOWN:
                slipping = latest(slipping)
    return ratings, count, slipping


def _summary(rows: Rows) -> dict[str, str]:
    return {metric: value for metric, value in rows if len(metric) < 200}


def _take_summary(member: TeamMember, summary: dict[str, str]) -> None:
    def number(name: str) -> int | None:
        text = summary.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 16 else None

    member.coverage = tuple(
        Share(code, number(f"on_cadence_{code}") or 0, number(name) or 0)
        for name in summary
        if name.startswith(ON_CADENCE_OF)
        for code in (name[len(ON_CADENCE_OF) :],)
    )
    member.left_behind = number("left_behind")
    member.conversations = number("conversations")
    member.opportunities = number("opportunities")
    member.first_meeting = number("opportunities_first_meeting")


def _deals(rows: Rows, manifest: Manifest) -> tuple[int, int, dict[str, Decimal]]:
    still_open = won = 0
    values: dict[str, Decimal] = {}
    for stage, value, currency, closed_on in rows:
        still_open += stage == "open"
        if stage == "won" and closed_on and manifest.period.holds(date.fromisoformat(closed_on)):
            won += 1
            if value:
                values[currency] = values.get(currency, Decimal()) + Decimal(value)
    return still_open, won, values
