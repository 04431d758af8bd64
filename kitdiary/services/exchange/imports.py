"""Importing a file of contacts: one operation, planned and spread at once, undone in one go."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.services.changes import Change
from kitdiary.services.changes import Kind as Changed
from kitdiary.services.context import Context
from kitdiary.services.exchange.csv_import import ImportOptions, ParsedImport, read_import
from kitdiary.services.exchange.decisions import Decision, Kind, OnDuplicate, Totals
from kitdiary.services.exchange.formats import check_format
from kitdiary.services.exchange.import_batch import Batch
from kitdiary.services.exchange.import_lookup import DiaryLookup
from kitdiary.services.exchange.import_writer import ImportWriter
from kitdiary.services.exchange.matching import decide
from kitdiary.services.exchange.records import Reject
from kitdiary.services.exchange.rejects import RejectsWriter
from kitdiary.services.planning import Planning

_TOLD_EVERY = 500
_REJECTS_KEPT = 1_000

Progress = Callable[[int], bool]
"""Told how many rows were read; answers whether to go on."""


class SeedAs(StrEnum):
    """What a column of the last contact becomes (PRODUCT §5): the rep chooses for the file."""

    CONVERSATION = "conversation"
    TOUCH = "touch"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import and how. ``rating`` and ``tags`` are for every row of the file."""

    path: Path
    format: str = "auto"
    mapping: tuple[str, ...] = ()
    rating: str | None = None
    tags: tuple[str, ...] = ()
    on_duplicate: OnDuplicate = OnDuplicate.FILL
    last_contact: SeedAs = SeedAs.CONVERSATION
    dry_run: bool = False
    rejects: Path | None = None


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

    def run(self, request: ImportRequest, progress: Progress | None = None) -> Imported:
        """Import a file, or say what importing it would do (``dry_run``).

        Everything is one operation: it is all there or, after an error or a cancel, nothing is. Raises
        DiaryError where the file cannot be read or ``progress`` ended it, InvalidInput for a mapping or
        a rating that cannot be.
        """
        check_format(request.path, request.format)
        context = self._context
        policy, today = context.policy, context.today()
        options = ImportOptions(
            policy.scale, policy.country, request.mapping, request.rating, request.tags, today
        )
        with ExitStack() as stack:
            parsed = stack.enter_context(read_import(request.path, options))
            rejects: RejectsWriter | None = None
            if request.rejects is not None and not request.dry_run:
                rejects = stack.enter_context(RejectsWriter(request.rejects, parsed.headings))
            if request.dry_run:
                with context.store.read():
                    batch = self._decided(parsed, request, rejects, progress)
                return self._imported(parsed, batch, None)
            with context.store.operation("", context.now(), kind="import") as operation:
                batch = self._decided(parsed, request, rejects, progress)
                count = batch.totals.added + batch.totals.updated
                operation.what = f"Imported {count:,} rows from {request.path.name}"
                writer = ImportWriter(context, policy, parsed.source, today, operation.id)
                ids, affected = writer.write(batch, request.last_contact == SeedAs.CONVERSATION)
                replanned = self._planning.replan(affected, policy)
            number = operation.id if operation.changed else None
            kinds = frozenset({Changed.CONTACTS, Changed.COMPANIES, Changed.TOUCHES, Changed.STEPS})
            change = Change(number, operation.what, kinds, ids, replanned)
            return self._imported(parsed, batch, change)

    def _decided(
        self,
        parsed: ParsedImport,
        request: ImportRequest,
        rejects: RejectsWriter | None,
        progress: Progress | None,
    ) -> Batch:
        """Read the whole file and decide every row; what is to be written, and the rejects put away."""
        lookup = DiaryLookup(self._context)
        batch = Batch(seeds=request.last_contact is not SeedAs.IGNORE)
        decisions = decide(parsed, lookup, request.on_duplicate, lookup.newest_contact)
        for decision in self._told(decisions, request.path, progress):
            batch.take(decision)
            if decision.kind is Kind.REJECT and decision.reject is not None:
                if rejects is not None:
                    rejects.write(decision.reject)
                if len(batch.rejects) < _REJECTS_KEPT:
                    batch.rejects.append(decision.reject)
        return batch

    def _told(
        self, decisions: Iterator[Decision], path: Path, progress: Progress | None
    ) -> Iterator[Decision]:
        for count, decision in enumerate(decisions, 1):
            yield decision
            if progress is not None and count % _TOLD_EVERY == 0 and not progress(count):
                raise DiaryError(f"The import of {path.name} was cancelled; nothing of it is in the diary.")

    def _imported(self, parsed: ParsedImport, batch: Batch, change: Change | None) -> Imported:
        return Imported(batch.totals, parsed.source, parsed.encoding, change, tuple(batch.rejects))
