"""The manager's view: the hand-offs of many reps in one folder, rolled up (reads no diary)."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.handoff_format import FILES, MANIFEST, Cell, Manifest
from kitdiary.domain.team import STALE_DAYS, Problem, SlippingContact, Team, TeamMember, latest
from kitdiary.services.exchange.handoff_reader import opened, read_manifest
from kitdiary.services.exchange.spreadsheet import CsvFile
from kitdiary.services.exchange.team_reader import read_member

_DEEP = 2
_MOST_PLACES = 20_000
ROLL_UP = (
    "rep", "rating", "contacts", "on_cadence", "on_cadence_of", "on_cadence_percent", "left_behind",
    "slipping", "conversations", "opportunities", "opportunities_first_meeting", "opportunities_open",
    "opportunities_won", "from", "to", "made_at", "problems",
)  # fmt: skip
ALL = "all"
"""The rating of a rep's row over all ratings."""

Progress = Callable[[int, int], bool]
"""Told how many hand-offs of how many were read; False cancels."""


def read_team(folder: Path, today: date, progress: Progress | None = None) -> Team:
    """The newest hand-off of every rep in a folder: folders and zip files, up to two levels down.

    What is broken is named and the rest is read. Keeps no more than the figures in memory. Raises DiaryError
    where the folder is not to be had, holds no hand-off, or ``progress`` cancels.
    """
    if not folder.is_dir():
        raise DiaryError(f"There is no folder {folder}: name the one with the hand-offs of your team.")
    broken: list[Problem] = []
    newest, superseded = _newest(folder, broken)
    members: list[TeamMember] = []
    slipping: list[SlippingContact] = []
    for number, (place, manifest) in enumerate(newest):
        if progress is not None and not progress(number, len(newest)):
            raise DiaryError("Reading the hand-offs was cancelled.")
        try:
            with opened(place) as source:
                member, late = read_member(source, manifest, _shown(place, folder))
        except DiaryError as error:
            broken.append(Problem(_shown(place, folder), str(error)))
            continue
        age = (today - manifest.made_at.date()).days
        if age > STALE_DAYS:
            member.problems.insert(0, f"It is stale: made {age} days ago.")
        members.append(member)
        slipping = latest([*slipping, *late])
    if not members and not broken:
        raise DiaryError(f"There is no hand-off in {folder}: reps make them with “kitdiary handoff”.")
    members.sort(key=lambda member: (member.rep.casefold(), member.place))
    return Team(tuple(members), tuple(slipping), tuple(superseded), tuple(broken))


def _newest(folder: Path, broken: list[Problem]) -> tuple[list[tuple[Path, Manifest]], list[str]]:
    """The newest hand-off of each rep, and the places of the others."""
    by_rep: dict[str, tuple[Path, Manifest]] = {}
    superseded: list[str] = []
    for place in _places(folder):
        try:
            with opened(place) as source:
                manifest = read_manifest(source)
        except DiaryError as error:
            broken.append(Problem(_shown(place, folder), str(error)))
            continue
        rep = manifest.rep.casefold() or f"\0{manifest.diary or place}"
        known = by_rep.get(rep)
        if known is not None and known[1].made_at >= manifest.made_at:
            superseded.append(_shown(place, folder))
            continue
        if known is not None:
            superseded.append(_shown(known[0], folder))
        by_rep[rep] = (place, manifest)
    return list(by_rep.values()), sorted(superseded)


def _places(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Folders and zip files that are or should be hand-offs, by name; links are not followed."""
    if any((folder / name).is_file() for name in (MANIFEST, *FILES[:4])):
        yield folder
    if depth == _DEEP:
        return
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        raise DiaryError(f"The folder {folder} cannot be read ({error.strerror}).") from error
    for count, path in enumerate(inside):
        if count > _MOST_PLACES:
            raise DiaryError(
                f"{folder} holds more than {_MOST_PLACES:,} files: choose the team's own folder."
            )
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _places(path, depth + 1)
        elif path.suffix.lower() == ".zip":
            yield path


def _shown(place: Path, folder: Path) -> str:
    return "." if place == folder else str(place.relative_to(folder))


def write_roll_up(team: Team, path: Path) -> None:
    """The roll-up as CSV: a row for each rep and rating, and one over all. DiaryError where it fails."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with CsvFile(beside, ROLL_UP) as file:
            for member in team.members:
                for row in _roll_up(member):
                    file.write(row)
        beside.replace(path)
    except OSError as error:
        raise DiaryError(f"{path} cannot be written ({error.strerror}): choose another place.") from error
    finally:
        beside.unlink(missing_ok=True)


def _roll_up(member: TeamMember) -> Iterator[tuple[Cell, ...]]:
    overall = member.overall
    dates = (member.period.start.isoformat(), member.period.end.isoformat(), member.made_at.isoformat())
    yield (
        member.rep,
        ALL,
        member.contacts,
        None if overall is None else overall.good,
        None if overall is None else overall.of,
        None if overall is None else overall.percent,
        member.left_behind,
        member.slipping,
        member.conversations,
        member.opportunities,
        member.first_meeting,
        member.open,
        member.won,
        *dates,
        " ".join(member.problems),
    )
    for share in member.coverage or ():
        count = member.contacts_by_rating.get(share.key, 0) if member.contacts is not None else None
        yield (member.rep, share.key, count, share.good, share.of, share.percent, *[None] * 7, *dates, "")
