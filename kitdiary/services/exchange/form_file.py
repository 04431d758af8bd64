"""The CSV of a web form: who wrote, when, and what; whichever of the usual headings it has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from pathlib import Path

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.inquiries import Inquiry
from kitdiary.domain.names import check_email, clean_name, clean_text
from kitdiary.services.exchange.csv_dialects import heading_key
from kitdiary.services.exchange.csv_file import open_csv
from kitdiary.services.exchange.csv_rows import Row
from kitdiary.services.exchange.csv_values import DateReader, plain
from kitdiary.services.exchange.records import Reject

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("Name", "Full name", "Your name", "Contact name", "Contact",
             "Vollständiger Name", "Ihr Name", "Nom"),
    "given": ("First name", "Given name", "Vorname", "Prénom"),
    "family": ("Last name", "Family name", "Surname", "Nachname"),
    "email": ("Email", "E-mail", "Email address", "E-mail address", "Your email", "Mail", "E-Mail-Adresse"),
    "phone": ("Phone", "Phone number", "Telephone", "Mobile", "Telefon", "Téléphone"),
    "company": ("Company", "Company name", "Organization", "Organisation", "Firma", "Unternehmen", "Société"),
    "message": ("Message", "Your message", "Comment", "Comments", "Question", "Questions", "Nachricht",
                "How can we help", "How can we help you", "Kommentar", "Frage", "Notes"),
    "what": ("Form", "Form name", "Page", "Download", "File", "Asset", "Resource", "Document", "Subject",
             "Topic", "Interest", "Betreff", "Formular"),
    "at": ("Date", "Timestamp", "Submitted", "Submitted at", "Submission date", "Date submitted", "Created",
           "Created at", "Time", "Datum", "Zeitstempel", "Horodateur"),
}  # fmt: skip
_FIELDS = {heading_key(heading): field for field, headings in _HEADINGS.items() for heading in headings}
_KNOWN = tuple(heading for headings in _HEADINGS.values() for heading in headings)
_REACHABLE = frozenset({"email", "phone"})


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row that could be read, with its line."""

    line: int
    inquiry: Inquiry


def read_form(path: Path, zone: tzinfo) -> Iterator[FormRow | Reject]:
    """The inquiries of a file, in its order; a time without an offset is of ``zone``.

    Raises DiaryError where it is no CSV, or has no column with an address or a number.
    """
    with open_csv(path, _KNOWN) as file:
        columns = _columns(file.headings)
        if not _REACHABLE & columns.keys():
            raise DiaryError(
                f"No column of {path.name} holds the email address or the phone number of who wrote: "
                "export the form with one of them."
            )
        at = columns.get("at")
        days = DateReader(
            row.cells[at].partition(" ")[0] for row in file.sample if at is not None and at < len(row.cells)
        )
        for row in file:
            yield _read(row, columns, days, zone)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """The column of each field, the first of several."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        field = _FIELDS.get(heading_key(heading))
        if field is not None:
            found.setdefault(field, place)
    return found


def _read(row: Row, columns: Mapping[str, int], days: DateReader, zone: tzinfo) -> FormRow | Reject:
    def cell(field: str) -> str:
        place = columns.get(field)
        return "" if place is None or place >= len(row.cells) else plain(row.cells[place]).strip()

    if row.fault:
        return Reject(row.line, row.cells, row.fault)
    if not cell("email") and not cell("phone"):
        return Reject(row.line, row.cells, "It has neither an email address nor a phone number.")
    try:
        email = check_email(cell("email")) if cell("email") else ""
        name = cell("name") or " ".join(part for part in (cell("given"), cell("family")) if part)
        return FormRow(
            row.line,
            Inquiry(
                clean_name(name),
                email,
                clean_name(cell("phone"), "phone number"),
                clean_name(cell("company"), "company"),
                clean_name(cell("what"), "form"),
                clean_text(cell("message"), "message"),
                _at(cell("at"), days, zone),
            ),
        )
    except InvalidInput as error:
        return Reject(row.line, row.cells, str(error))


def _at(text: str, days: DateReader, zone: tzinfo) -> datetime | None:
    """When it came in: a date with or without a time, in any of the forms an import reads."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        day, _, clock = text.partition(" ")
        try:
            at = time.fromisoformat(clock.strip().zfill(8) if clock.count(":") == 2 else clock.strip())
        except ValueError:
            day, at = text, time(12)
        found = datetime.combine(days.read(day, "date"), at)
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)
