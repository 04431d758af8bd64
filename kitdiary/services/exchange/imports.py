"""Importing a file of contacts: one operation, planned and spread at once, undone in one go."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.policy import Policy
from kitdiary.services.changes import Change
from kitdiary.services.changes import Kind as Changed
from kitdiary.services.context import Context
from kitdiary.services.exchange.csv_dialects import heading_key
from kitdiary.services.exchange.csv_import import ImportOptions
from kitdiary.services.exchange.decisions import Decision, Kind, Totals
from kitdiary.services.exchange.erased_rows import without_erased
from kitdiary.services.exchange.import_batch import Batch, Similar
from kitdiary.services.exchange.import_lookup import DiaryLookup
from kitdiary.services.exchange.import_preview import ImportPreview, Previewer
from kitdiary.services.exchange.import_request import ImportRequest, Progress, SeedAs, Stage, Ticker
from kitdiary.services.exchange.import_writer import ImportWriter, source_words
from kitdiary.services.exchange.matching import decide
from kitdiary.services.exchange.memory import rare_collections
from kitdiary.services.exchange.opened import ImportFile, open_import, stamp_of
from kitdiary.services.exchange.records import Reject
from kitdiary.services.exchange.rejects import RejectsWriter
from kitdiary.services.planning import Planning
from kitdiary.storage.database import BrokenOffError

_TOLD_EVERY = 200
_PLANNED_AT_ONCE = 1_000
_REJECTS_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or with a dry run would do."""

    totals: Totals
    source: str
    encoding: str
    change: Change | None
    """None in a dry run."""
    rejects: tuple[Reject, ...] = field(default=())
    """The first thousand rows that could not be read."""
    similar: tuple[Similar, ...] = field(default=())
    """The first thousand of those added though they are like somebody here: `merging` lists them later."""
    similar_count: int = 0

    @property
    def operation_id(self) -> int | None:
        """What ``undo`` takes."""
        return None if self.change is None else self.change.operation_id

    def as_json(self) -> dict[str, object]:
        """The object ``import --json`` prints (PRODUCT §5)."""
        return self.totals.as_json(self.source, self.operation_id)


class ImportService:
    """Imports files of contacts."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    # -- looking ------------------------------------------------------------------------------

    def preview(self, request: ImportRequest, progress: Progress | None = None) -> ImportPreview:
        """What importing a file would do, with its columns and the rows to look at; nothing is written.

        A file whose columns say nothing of whom a row is about gives a preview that says so in its
        ``problem``: mapping a column mends it. Raises DiaryError where the file cannot be read or
        ``progress`` ended it.
        """
        context, ticker = self._context, Ticker(request.path, progress)
        stamp = stamp_of(request.path)
        with ExitStack() as stack:
            stack.enter_context(rare_collections())
            stack.enter_context(context.store.read())
            options = self._options(request, context.policy, lenient=True)
            parsed = stack.enter_context(open_import(request.path, request.format, options))
            previewer = Previewer(context, request, parsed, stamp)
            stack.callback(previewer.forget)
            if not parsed.problem:
                lookup = DiaryLookup(context)
                decisions = decide(
                    without_erased(parsed, context),
                    lookup,
                    request.on_duplicate,
                    lookup.newest_contact,
                    request.choices,
                    explain=True,
                )
                with closing(decisions):
                    for decision in _told(decisions, ticker):
                        previewer.take(decision)
            return previewer.preview()

    def save_rejects(self, request: ImportRequest, target: Path) -> int:
        """Write the rows of a file that cannot be read to a rejects file; how many there were.

        Raises DiaryError where either file cannot be read or written.
        """
        _check_stamp(request)
        with ExitStack() as stack:
            stack.enter_context(self._context.store.read())
            options = self._options(request, self._context.policy)
            parsed = stack.enter_context(open_import(request.path, request.format, options))
            rejects = stack.enter_context(RejectsWriter(target, parsed.headings))
            for item in parsed:
                if isinstance(item, Reject):
                    rejects.write(item)
            return rejects.count

    # -- importing ----------------------------------------------------------------------------

    def run(self, request: ImportRequest, progress: Progress | None = None) -> Imported:
        """Import a file, or say what importing it would do (``dry_run``).

        Everything is one operation: it is all there or, after an error or a cancel, nothing is. Raises
        DiaryError where the file cannot be read, was changed since the choices were made, or ``progress``
        ended it (ImportCancelledError); InvalidInput for a mapping or a rating that cannot be.
        """
        context = self._context
        _check_stamp(request)
        ticker = Ticker(request.path, progress)
        policy = context.policy
        with ExitStack() as stack:
            stack.enter_context(rare_collections())
            options = self._options(request, policy)
            parsed = stack.enter_context(open_import(request.path, request.format, options))
            rejects: RejectsWriter | None = None
            if request.rejects is not None and not request.dry_run:
                rejects = stack.enter_context(RejectsWriter(request.rejects, parsed.headings))
            batch = Batch(seeds=request.last_contact is not SeedAs.IGNORE)
            stack.callback(batch.forget)
            change: Change | None = None
            if request.dry_run:
                with context.store.read():
                    self._decide(batch, parsed, request, rejects, ticker)
            else:
                change = self._write(batch, parsed, request, rejects, ticker)
            return Imported(
                batch.totals,
                parsed.source,
                parsed.encoding,
                change,
                tuple(batch.rejects),
                tuple(batch.similar),
                batch.similar_count,
            )

    def _write(
        self,
        batch: Batch,
        parsed: ImportFile,
        request: ImportRequest,
        rejects: RejectsWriter | None,
        ticker: Ticker,
    ) -> Change:
        context = self._context
        policy, today = context.policy, context.today()
        source = request.source or source_words(parsed.source, today)
        try:
            with context.store.operation("", context.now(), kind="import") as operation:
                self._decide(batch, parsed, request, rejects, ticker)
                count = batch.totals.added + batch.totals.updated
                operation.what = f"Imported {count:,} rows from {request.path.name}"
                writer = ImportWriter(context, policy, source, today, ticker)
                with context.store.interruptible(ticker.asks_to_end):
                    ids, affected = writer.write(batch, request.last_contact == SeedAs.CONVERSATION)
                    replanned = self._replan(affected, policy, ticker)
                self._remember(parsed.headings, request.mapping)
        except BrokenOffError as error:
            raise ticker.error() from error
        number = operation.id if operation.changed else None
        kinds = frozenset({Changed.CONTACTS, Changed.COMPANIES, Changed.TOUCHES, Changed.STEPS})
        return Change(number, operation.what, kinds, ids, replanned)

    def _remember(self, headings: tuple[str, ...], mapping: Sequence[str]) -> None:
        """Keep what was mapped, over what was kept before, for the next file with these headings."""
        if mapping and headings:
            key = _headings_key(headings)
            kept = self._context.import_mappings.find(key)
            entries = {entry.rpartition("=")[0].strip(): entry for entry in (*kept, *mapping)}
            self._context.import_mappings.keep(key, tuple(entries.values()))

    def _replan(self, affected: set[int], policy: Policy, ticker: Ticker) -> frozenset[int]:
        wanted = sorted(affected)
        done: set[int] = set()
        for start in range(0, len(wanted), _PLANNED_AT_ONCE):
            ticker.tell(Stage.PLAN, start, len(wanted))
            done.update(self._planning.replan(wanted[start : start + _PLANNED_AT_ONCE], policy))
        return frozenset(done)

    def _decide(
        self,
        batch: Batch,
        parsed: ImportFile,
        request: ImportRequest,
        rejects: RejectsWriter | None,
        ticker: Ticker,
    ) -> None:
        """Read the whole file and decide every row; the batch gets what is to be written."""
        lookup = DiaryLookup(self._context)
        decisions = decide(
            without_erased(parsed, self._context),
            lookup,
            request.on_duplicate,
            lookup.newest_contact,
            request.choices,
        )
        with closing(decisions):
            for decision in _told(decisions, ticker):
                batch.take(decision)
                if decision.kind is Kind.REJECT and decision.reject is not None:
                    if rejects is not None:
                        rejects.write(decision.reject)
                    if len(batch.rejects) < _REJECTS_KEPT:
                        batch.rejects.append(decision.reject)

    def _options(self, request: ImportRequest, policy: Policy, *, lenient: bool = False) -> ImportOptions:
        """How the file is read."""

        def remembered(headings: tuple[str, ...]) -> Sequence[str]:
            with self._context.store.read():
                return self._context.import_mappings.find(_headings_key(headings))

        return ImportOptions(
            policy.scale,
            policy.country,
            request.mapping,
            request.rating,
            request.tags,
            self._context.today(),
            owner=request.owner,
            remembered=remembered,
            lenient=lenient,
        )


def _headings_key(headings: Sequence[str]) -> str:
    """Under which the mapping of a file is remembered: its headings, however they are written."""
    return json.dumps([heading_key(heading) for heading in headings], ensure_ascii=False)


def _told(decisions: Iterator[Decision], ticker: Ticker) -> Iterator[Decision]:
    for count, decision in enumerate(decisions, 1):
        yield decision
        if count % _TOLD_EVERY == 0:
            ticker.tell(Stage.READ, count)


def _check_stamp(request: ImportRequest) -> None:
    if request.stamp is not None and request.stamp != stamp_of(request.path):
        raise DiaryError(f"{request.path.name} was changed since it was looked at: look at it again first.")
