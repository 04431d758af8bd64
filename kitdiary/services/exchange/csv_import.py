"""Reading a CSV of contacts: each row becomes a record, or a reject with its reason; nothing is decided."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import name_key
from kitdiary.domain.policy import DELIVERED_SCALE, RatingLevel
from kitdiary.services.exchange.csv_dialects import (
    Column,
    apply_mapping,
    map_columns,
    named_headings,
    recognise,
)
from kitdiary.services.exchange.csv_file import CsvFile, open_csv
from kitdiary.services.exchange.csv_values import plain
from kitdiary.services.exchange.fields import Field, Target
from kitdiary.services.exchange.own_headings import is_own
from kitdiary.services.exchange.own_rows import OwnRowReader
from kitdiary.services.exchange.records import ImportRecord, Reject
from kitdiary.services.exchange.row_fields import fit_of, rating_code, role_of, zone_of
from kitdiary.services.exchange.row_reader import RowReader
from kitdiary.services.exchange.vcard.pictures import PictureFile

_WHO = frozenset({Field.NAME, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.COMPANY, Field.EMAIL})

_NOTED = Target(Field.NOTES, "*")
_DIFFERENT = 2
"""So many ratings have to differ: one letter may be anything."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the rep says about a whole file."""

    scale: tuple[RatingLevel, ...] = DELIVERED_SCALE
    default_country: str = ""
    """ISO 3166: where a phone number without a country code is."""
    mapping: Sequence[str] = ()
    """``COLUMN=FIELD`` each, over what the headings say."""
    rating: str | None = None
    """For every person whose row has none."""
    tags: tuple[str, ...] = ()
    """For every person, beside those of their row."""
    today: date | None = field(default=None)
    """A last contact after this day is refused; None refuses none."""
    owner: str = ""
    """For every person whose row has none."""
    remembered: Callable[[tuple[str, ...]], Sequence[str]] = field(default=lambda _headings: ())
    """What was mapped before for a file with these headings; ``mapping`` goes over it."""
    lenient: bool = False
    """A file that does not say who its rows are about gives a `ParsedImport` with its ``problem``."""


class ParsedImport:
    """An open file of contacts. Iterating gives every row once, in the file's order, as it is read."""

    def __init__(
        self,
        source: str,
        file: CsvFile,
        columns: tuple[Column, ...],
        reader: RowReader | OwnRowReader,
        problem: str = "",
    ) -> None:
        self.problem = problem
        """Why its rows cannot be taken in, "" where they can."""
        self.source = source
        """``google``, ``outlook``, ``linkedin``, ``hubspot``, ``salesforce``, ``act``, ``thunderbird``,
        ``kitdiary`` or, of nobody in particular, ``csv``."""
        self.encoding = file.encoding
        self.delimiter = file.delimiter
        self.headings = file.headings
        self.columns = columns
        """What each column means; a target of None or ``none`` is not imported."""
        self.sample = tuple(row.cells for row in file.sample[:20])
        self._file = file
        self._reader = reader

    @property
    def has_last_contact(self) -> bool:
        """Whether a column can seed the clocks (PRODUCT §5): the rep says if it was a conversation."""
        return any(
            column.target is not None and column.target.field is Field.LAST_CONTACT for column in self.columns
        )

    def __iter__(self) -> Iterator[ImportRecord | Reject]:
        read = self._reader.read
        for row in self._file:
            yield Reject(row.line, row.cells, row.fault) if row.fault else read(row.line, row.cells)


def guess_ratings(
    columns: tuple[Column, ...], sample: Sequence[tuple[str, ...]], scale: Sequence[RatingLevel]
) -> tuple[Column, ...]:
    """The one column of the rep's own (*User 1*) that holds nothing but ratings, as ratings.

    Nothing is guessed where a column says by its heading that it is the rating, or two could be.
    """
    if any(column.target is not None and column.target.field is Field.RATING for column in columns):
        return columns
    codes = {level.code.casefold() for level in scale}
    found = []
    for column in columns:
        if column.target is not None and column.target != _NOTED:
            continue
        values = [cells[column.index].strip() for cells in sample if column.index < len(cells)]
        given = [value.casefold() for value in values if value]
        if len(set(given)) >= _DIFFERENT and set(given) <= codes:
            found.append(column)
    if len(found) != 1:
        return columns
    chosen = found[0]
    return tuple(
        Column(column.index, column.heading, Target(Field.RATING)) if column is chosen else column
        for column in columns
    )


def settle_words(
    columns: tuple[Column, ...], sample: Sequence[tuple[str, ...]], scale: Sequence[RatingLevel]
) -> tuple[Column, ...]:
    """A column whose heading is a word of ours and none of whose values is, as notes behind its heading.

    Other programs have a *Role* (Buyer), a *Rating* (Hot) or a *Fit* of their own: no reason to refuse
    every row. Where some values are ours the others are mistakes, and their rows are told.
    """
    levels = {name_key(word) for level in scale for word in (level.code, level.name)}
    ours: dict[Field, Callable[[str], bool]] = {
        Field.RATING: lambda text: name_key(text) in levels,
        Field.COMPANY_RATING: lambda text: name_key(text) in levels,
        Field.ROLE: lambda text: _reads(role_of, text),
        Field.FIT: lambda text: _reads(fit_of, text),
        Field.TIME_ZONE: lambda text: _reads(zone_of, text),
    }
    settled = []
    for column in columns:
        check = (
            ours.get(column.target.field) if column.target is not None and not column.target.detail else None
        )
        if check is not None:
            values = {plain(cells[column.index]) for cells in sample if column.index < len(cells)} - {""}
            if len(values) >= _DIFFERENT and not any(map(check, values)):
                settled.append(Column(column.index, column.heading, _NOTED))
                continue
        settled.append(column)
    return tuple(settled)


def _reads(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except InvalidInput:
        return False
    return True


@contextmanager
def read_import(path: Path, options: ImportOptions) -> Iterator[ParsedImport]:
    """Open ``path`` for import; the file is closed on leaving.

    Raises DiaryError where the file cannot be read or does not say who its rows are about, InvalidInput
    for a mapping to an unknown column or field, or a rating that is not on the scale. Iterating raises
    DiaryError only where the file itself gives out in the middle.
    """
    rating = None if options.rating is None else rating_code(options.rating, options.scale)
    named = [entry.rpartition("=")[0].strip() for entry in options.mapping]
    with open_csv(path, [*named, "#1"] if options.lenient else named) as file, PictureFile() as pictures:
        source = recognise(file.headings)
        sample = [row.cells for row in file.sample]
        columns = settle_words(map_columns(source, file.headings), sample, options.scale)
        columns = guess_ratings(columns, sample, options.scale)
        columns = apply_mapping(columns, options.remembered(file.headings))
        columns = apply_mapping(columns, options.mapping)
        problem = ""
        if not any(column.target is not None and column.target.field in _WHO for column in columns):
            if not options.lenient:
                raise DiaryError(
                    f"No column of {path.name} says who a row is about (its columns are "
                    f"{named_headings(file.headings)}): name it with --map COLUMN=name."
                )
            problem = f"No column of {path.name} says who a row is about: choose the one with the name."
        reader = _reader(file, columns, options, rating, pictures)
        yield ParsedImport(source, file, columns, reader, problem)


def _reader(
    file: CsvFile,
    columns: tuple[Column, ...],
    options: ImportOptions,
    rating: str | None,
    pictures: PictureFile,
) -> RowReader | OwnRowReader:
    """Our own export is read word for word, anybody else's with an eye to how they mean it."""
    if is_own(file.headings):
        return OwnRowReader(
            columns,
            scale=options.scale,
            country=options.default_country,
            rating=rating,
            tags=options.tags,
            owner=options.owner,
            today=options.today,
            pictures=pictures,
        )
    return RowReader(
        columns,
        scale=options.scale,
        country=options.default_country,
        rating=rating,
        tags=options.tags,
        owner=options.owner,
        today=options.today,
        sample=[row.cells for row in file.sample],
    )
