"""What an import would do, to look at before it is done: counts, columns, and the rows in question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.phones import international, parse_phone
from kitdiary.domain.workload import RankSpread
from kitdiary.services.context import Context
from kitdiary.services.exchange.countries import country_code
from kitdiary.services.exchange.csv_dialects import Column
from kitdiary.services.exchange.csv_values import plain, split_phones
from kitdiary.services.exchange.decisions import Candidate, Conflict, Decision, Kind, OnDuplicate, Totals
from kitdiary.services.exchange.fields import Field
from kitdiary.services.exchange.first_talks import plan_first_talks
from kitdiary.services.exchange.import_batch import Batch
from kitdiary.services.exchange.import_request import ImportRequest, SeedAs
from kitdiary.services.exchange.import_writer import source_words
from kitdiary.services.exchange.opened import ImportFile
from kitdiary.services.exchange.records import ImportRecord, Reject

MOST_ROWS = 5_000
"""Rows kept of each kind to be looked at; all are counted."""
_LISTS = ("new", "known", "doubts", "rejects")
_LONGEST_SAMPLE = 120


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column of the file: what it means, and what it holds."""

    index: int
    heading: str
    target: str
    """As ``--map`` takes it, "" where it is not imported."""
    sample: str
    """The first value that is not empty."""
    read_as: str = ""
    """What is made of it, where that is something else (a phone number)."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file, as far as it takes to know who is meant."""

    line: int
    name: str
    company: str
    detail: str
    """Job title, address or number of a person; the reason of a reject."""
    brings: tuple[str, ...] = ()
    """What would be filled in, by the names of the fields."""
    candidates: tuple[Candidate, ...] = ()
    """Whom it is, or may be, about."""
    similar: bool = False
    """They are only like somebody: added unless the rep says otherwise."""
    counted: bool = False
    """Whether the row is among those the import adds or fills in, as it stands."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where it differs from the first of them."""
        return self.candidates[0].conflicts if self.candidates else ()


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do. Of each kind of row the first few thousand are kept."""

    source: str
    encoding: str
    delimiter: str
    columns: tuple[PreviewColumn, ...]
    totals: Totals
    new: tuple[PreviewRow, ...]
    known: tuple[PreviewRow, ...]
    doubts: tuple[PreviewRow, ...]
    rejects: tuple[PreviewRow, ...]
    problem: str
    """Why nothing can be imported yet, "" where something can."""
    has_last_contact: bool
    seeded: int
    """New people who start as touched by the column of the last contact."""
    unrated: int
    """New people with no rating of their own."""
    default_rating: str
    """What they are counted as."""
    a_day: int
    """So many first talks a working day."""
    ranks: tuple[RankSpread, ...]
    """When the new people are first talked to, by rating, best first."""
    source_words: str
    """The source new people get where their row says none."""
    counts: Mapping[str, int]
    """The rows of each list, by its name: ``new``, ``known``, ``doubts``, ``rejects``. All are counted."""
    stamp: tuple[int, int]
    """For `ImportRequest.stamp`."""


class Previewer:
    """Gathers a preview from the decisions. Inside a scope."""

    def __init__(
        self, context: Context, request: ImportRequest, parsed: ImportFile, stamp: tuple[int, int]
    ) -> None:
        self._context = context
        self._request = request
        self._parsed = parsed
        self._stamp = stamp
        self._batch = Batch(seeds=request.last_contact is not SeedAs.IGNORE)
        self._rows: dict[str, list[PreviewRow]] = {name: [] for name in _LISTS}
        self._counts = dict.fromkeys(_LISTS, 0)

    def take(self, decision: Decision) -> None:
        """Count a row and keep it to be looked at."""
        self._batch.take(decision)
        name = self._list_of(decision)
        self._counts[name] += 1
        kept = self._rows[name]
        if len(kept) < MOST_ROWS:
            kept.append(self._row(decision))

    def forget(self) -> None:
        """Let go what is only needed for counting."""
        self._batch.forget()

    def _list_of(self, decision: Decision) -> str:
        """Which list a row is shown in; one that was a doubt stays there with its answer."""
        kind, choice = decision.kind, self._request.choices.get(decision.line)
        if decision.similar or (choice is not None and choice.answer is not None):
            return "doubts"
        if kind is Kind.DUPLICATE and self._request.on_duplicate is OnDuplicate.SKIP:
            return "known"
        return {Kind.ADD: "new", Kind.DUPLICATE: "doubts", Kind.REJECT: "rejects"}.get(kind, "known")

    def _row(self, decision: Decision) -> PreviewRow:
        record = decision.record
        if record is None:
            return _reject_row(decision.reject) if decision.reject else PreviewRow(decision.line, "", "", "")
        brings: tuple[str, ...] = ()
        if decision.fill is not None:
            parts = (decision.fill.emails, decision.fill.phones, decision.fill.tags)
            names = [name for name, part in zip(("email", "phone", "tags"), parts, strict=True) if part]
            last = ["last_contact"] if decision.fill.last_contact else []
            link = ["company"] if decision.link_company else []
            whom = ["introduced_by"] if decision.fill.introduced_by else []
            brings = (*link, *decision.fill.changes, *names, *last, *whom)
        candidates = tuple(_without_default(each, self._request.rating) for each in decision.candidates)
        name = record.name or record.company
        company = record.company if record.name else ""
        return PreviewRow(
            record.line,
            name,
            company,
            _detail(record),
            brings,
            candidates,
            similar=decision.similar,
            counted=decision.kind in (Kind.ADD, Kind.FILL),
        )

    def preview(self) -> ImportPreview:
        """The whole of it."""
        context, parsed, batch = self._context, self._parsed, self._batch
        policy, today = context.policy, context.today()
        conversation = self._request.last_contact is SeedAs.CONVERSATION
        talks = plan_first_talks(context, policy, batch, today, conversation=conversation)
        return ImportPreview(
            source=parsed.source,
            encoding=parsed.encoding,
            delimiter=parsed.delimiter,
            columns=_columns(parsed, policy.country),
            totals=batch.totals,
            new=tuple(self._rows["new"]),
            known=tuple(self._rows["known"]),
            doubts=tuple(self._rows["doubts"]),
            rejects=tuple(self._rows["rejects"]),
            problem=parsed.problem,
            has_last_contact=parsed.has_last_contact,
            seeded=sum(batch.seeds and record.last_contact is not None for record, _ in batch.adds),
            unrated=sum(record.rating is None for record, _ in batch.adds),
            default_rating=policy.default_rating,
            a_day=talks.a_day,
            ranks=talks.ranks,
            source_words=source_words(parsed.source, today),
            counts=self._counts,
            stamp=self._stamp,
        )


def _without_default(candidate: Candidate, rating: str | None) -> Candidate:
    """A rating given to the whole file is none that the file says: it contradicts nobody's."""
    kept = tuple(c for c in candidate.conflicts if c.field != "rating" or c.file != rating)
    return Candidate(candidate.found, candidate.name, candidate.company, candidate.reason, kept)


def _detail(record: ImportRecord) -> str:
    parts = [record.job_title, *(email.value for email in record.emails[:1])]
    parts.extend(phone.value for phone in record.phones[:1])
    return ", ".join(part for part in parts if part and part != record.name)


def _reject_row(reject: Reject) -> PreviewRow:
    shown = " · ".join(cell.strip() for cell in reject.cells[:12] if cell.strip())
    return PreviewRow(reject.line, shown[:_LONGEST_SAMPLE], "", reject.reason)


def _columns(parsed: ImportFile, country: str) -> tuple[PreviewColumn, ...]:
    places = [c.index for c in parsed.columns if c.target is not None and c.target.field is Field.COUNTRY]
    return tuple(_column(column, parsed.sample, country, places) for column in parsed.columns)


def _column(
    column: Column, sample: Iterable[tuple[str, ...]], country: str, places: Sequence[int]
) -> PreviewColumn:
    """``places`` are the columns that say in which country a row's numbers are."""
    rows = (cells for cells in sample if column.index < len(cells) and plain(cells[column.index]))
    first = next(rows, ())
    text = plain(first[column.index]) if first else ""
    named = (country_code(plain(first[place])) for place in places if place < len(first))
    country = next((code for code in named if code), country)
    shown = " ".join(text.split())[:_LONGEST_SAMPLE]
    target = column.target
    if target is None or target.field in (Field.NONE, Field.LABEL_OF):
        return PreviewColumn(column.index, column.heading, "", shown)
    read_as = ""
    if target.field is Field.PHONE and text:
        try:
            e164 = parse_phone(split_phones(text)[0], country).e164
        except InvalidInput:
            e164 = ""
        read_as = international(e164) if e164 else ""
    return PreviewColumn(
        column.index, column.heading, str(target), shown, "" if read_as == shown else read_as
    )
