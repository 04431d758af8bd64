"""The hand-off: what a manager gets, looked at beforehand, made, and remembered (PRODUCT §5)."""

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.figures import EVERYBODY, Scope
from kitdiary.domain.handoff_extras import Extra
from kitdiary.domain.handoff_format import MANIFEST, SUMMARY_PDF, FileEntry, Manifest
from kitdiary.domain.metrics import Figures
from kitdiary.domain.names import clean_text
from kitdiary.domain.periods import Period
from kitdiary.services.context import Context
from kitdiary.services.exchange.handoff_folder import check_place, place_of, written_beside
from kitdiary.services.exchange.handoff_rows import Sheet, sheets
from kitdiary.services.exchange.spreadsheet import CsvFile, cell_text
from kitdiary.services.exchange.summary_page import RenderSummary, summary_page
from kitdiary.services.report_shape import scope_shape
from kitdiary.services.reports import Reports
from kitdiary.storage.handoffs import Handed, HandoffRows, Handoffs

_LOG = logging.getLogger(__name__)
_TOLD_EVERY = 2000
PREVIEW_ROWS = 20

Progress = Callable[[int], bool]
"""Told the rows written so far; False cancels."""


@dataclass(frozen=True, slots=True)
class HandoffRequest:
    """What is to be handed over. ``rep`` None takes the name of the settings."""

    period: Period
    scope: Scope = EVERYBODY
    include: frozenset[Extra] = frozenset()
    rep: str | None = None
    zipped: bool = False


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file as the manager will see it: its columns, how many rows, and the first of them as text."""

    name: str
    columns: tuple[str, ...]
    rows: int
    first: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class HandoffPreview:
    """What the manager will see, and what is withheld."""

    rep: str
    files: tuple[FilePreview, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandoffMade:
    """A hand-off in its place. ``remarks`` are sentences about what was left out."""

    place: Path
    manifest: Manifest
    remarks: tuple[str, ...]


class HandoffService:
    """Makes hand-offs. Safe from every thread."""

    def __init__(
        self, context: Context, reports: Reports, render: Callable[[], RenderSummary | None]
    ) -> None:
        self._context = context
        self._reports = reports
        self._render = render
        self._handoffs = Handoffs(context.store)

    def last(self) -> Handed | None:
        """The last hand-off, None before the first."""
        with self._context.store.read():
            return next(iter(self._handoffs.latest()), None)

    def since_last(self) -> Period:
        """The period since the last hand-off, the usual one where there was none.

        The last day of that one is in it again where it was not over when it was made.
        """
        last = self.last()
        today = self._context.today()
        if last is None:
            return self._reports.period()
        end = last.period.end
        start = end + timedelta(days=1) if end < last.made_at.date() else end
        return Period(min(start, today), today)

    def preview(self, request: HandoffRequest) -> HandoffPreview:
        """What the manager will see: each file's columns, number of rows, and the first of them.

        Counts every row, so in a large diary it takes about as long as the hand-off itself.
        """
        with self._context.store.read():
            rep = self._rep(request)
            files = [_preview(sheet) for sheet in self._sheets(request, self._figures(request), rep)]
        return HandoffPreview(rep, tuple(files), _withheld(request))

    def make(self, place: Path, request: HandoffRequest, progress: Progress | None = None) -> HandoffMade:
        """Write a hand-off to a folder, or a zip file, and remember it.

        Raises DiaryError, with nothing written, where the place is not to be had or it was cancelled.
        """
        context = self._context
        made_at = context.now()
        where = place_of(place, zipped=request.zipped)
        check_place(where, zipped=request.zipped)
        with written_beside(where, zipped=request.zipped, made_at=made_at) as folder:
            with context.store.read():
                rep = self._rep(request)
                figures = self._figures(request)
                codes = context.policy.codes
                entries = _write(self._sheets(request, figures, rep), folder, progress)
            page = summary_page(figures, codes, rep, made_at)
            remarks = []
            try:
                entries.append(self._pdf(lambda render: render(page, folder / SUMMARY_PDF), folder))
            except DiaryError as error:
                _LOG.warning("summary: %s", type(error))
                remarks.append(f"The page {SUMMARY_PDF} was left out: {error}")
            manifest = Manifest(
                rep,
                request.period,
                made_at,
                tuple(entries),
                _withheld(request),
                codes,
                scope_shape(request.scope),
                self._diary(),
            )
            text = json.dumps(manifest.shape(), ensure_ascii=False, indent=2)
            (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
        with context.store.maintenance():
            asked = {
                **scope_shape(request.scope),
                "include": sorted(extra.value for extra in request.include),
                "rep": rep,
            }
            self._handoffs.remember(Handed(made_at, request.period, str(where), asked))
        return HandoffMade(where, manifest, tuple(remarks))

    def _rep(self, request: HandoffRequest) -> str:
        given = self._context.preferences.rep_name if request.rep is None else request.rep
        return " ".join(clean_text(given, "rep's name").split())

    def _diary(self) -> str:
        with self._context.store.maintenance():
            return self._context.diary_facts.identity()

    def _figures(self, request: HandoffRequest) -> Figures:
        return self._reports.figures(request.period, request.scope)

    def _sheets(self, request: HandoffRequest, figures: Figures, rep: str) -> list[Sheet]:
        context = self._context
        asked = self._reports.ask(request.period, request.scope)
        rows = HandoffRows(context.store, request.period, asked.today, asked.who)
        return sheets(rows, figures, set(figures.left_behind.ids), request.include, rep)

    def _pdf(self, draw: Callable[[RenderSummary], None], folder: Path) -> FileEntry:
        render = self._render()
        if render is None:
            raise DiaryError("nothing here can draw it.")
        try:
            draw(render)
        except DiaryError:
            (folder / SUMMARY_PDF).unlink(missing_ok=True)  # begun, perhaps
            raise
        data = (folder / SUMMARY_PDF).read_bytes()
        return FileEntry(SUMMARY_PDF, None, hashlib.sha256(data).hexdigest(), len(data))


def extras_of(words: str) -> frozenset[Extra]:
    """``notes,insights`` as typed; nothing for ``none``. InvalidInput for anything else."""
    found = set()
    for word in words.replace(" ", "").lower().split(","):
        if word and word != "none":
            try:
                found.add(Extra(word))
            except ValueError:
                raise InvalidInput(
                    f"“{word[:40]}” cannot be included: it can be notes, insights, or both with a comma."
                ) from None
    return frozenset(found)


def _withheld(request: HandoffRequest) -> tuple[str, ...]:
    return tuple(extra.value for extra in Extra if extra not in request.include)


def _preview(sheet: Sheet) -> FilePreview:
    rows = sheet.rows()
    first = tuple(tuple(cell_text(cell) for cell in row) for row in islice(rows, PREVIEW_ROWS))
    return FilePreview(sheet.name, sheet.columns, len(first) + sum(1 for _ in rows), first)


def _write(found: list[Sheet], folder: Path, progress: Progress | None) -> list[FileEntry]:
    entries, done = [], 0
    for sheet in found:
        with CsvFile(folder / sheet.name, sheet.columns) as file:
            for row in sheet.rows():
                file.write(row)
                done += 1
                if progress is not None and done % _TOLD_EVERY == 0 and not progress(done):
                    raise DiaryError("The hand-off was cancelled; nothing was written.")
        entries.append(file.entry())
    return entries
