"""From the cells of one row to a checked record, by what the columns mean."""

from collections.abc import Sequence
from datetime import date

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import (
    clean_name,
    clean_text,
    email_key,
    is_stand_in,
    name_key,
    shown_line,
)
from kitdiary.domain.people import Labelled
from kitdiary.domain.phones import parse_phone
from kitdiary.domain.policy import RatingLevel
from kitdiary.services.exchange.countries import country_code
from kitdiary.services.exchange.csv_dialects import Column
from kitdiary.services.exchange.csv_values import (
    DateReader,
    is_placeholder,
    plain,
    split_emails,
    split_list,
    split_phones,
)
from kitdiary.services.exchange.fields import Field, Target
from kitdiary.services.exchange.own_facts import NAMES as FACTS
from kitdiary.services.exchange.own_facts import read_facts
from kitdiary.services.exchange.records import NO_FACTS, ImportRecord, OwnFacts, PhoneEntry, Reject
from kitdiary.services.exchange.row_fields import (
    ADDRESS_ORDER,
    Found,
    clean_value,
    first_value,
    is_refused,
    label_columns,
    one_line,
    other_names,
    read_address,
    read_fit,
    read_names,
    read_rating,
    read_role,
    read_time_zone,
)

_PHONE_ORDER = ("work", "mobile", "main", "", "home", "other")
_SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts"})
_NONE_SAYS = frozenset({Field.TALK_EVERY, Field.EMAIL_EVERY})
"""Fields in which "none" is a value: that clock does not run."""
_SINGLE_LINE = (
    Field.SOURCE,
    Field.OWNER,
    Field.LANGUAGE,
    Field.BEST_HOURS,
    Field.INDUSTRY,
    Field.COMPANY_WEBSITE,
)
_ALSO_NOTED = (Field.COMPANY, Field.JOB_TITLE, Field.WEBSITE)

_REPEATED = frozenset(
    {
        Field.COMPANY,
        Field.JOB_TITLE,
        Field.CITY,
        Field.REGION,
        Field.COUNTRY,
        Field.TAGS,
        Field.OWNER,
        Field.SOURCE,
    }
)


_NOTED = Target(Field.NOTES, "*")


def _fits(meaning: Field, value: str) -> bool:
    """Whether a value is what a heading was guessed to mean."""
    if meaning is not Field.EMAIL:
        return meaning is not Field.PHONE or any(ch.isdigit() for ch in value)
    try:
        return bool(split_emails(value))
    except InvalidInput:
        return False


class RowReader:
    """Makes records of rows. One for each file: what columns mean is worked out once."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        scale: tuple[RatingLevel, ...],
        country: str,
        rating: str | None,
        tags: tuple[str, ...],
        today: date | None,
        owner: str = "",
        sample: Sequence[tuple[str, ...]] = (),
    ) -> None:
        self._same: dict[str, str] = {}
        """Values that come again and again, once each: a company, a city."""
        self._scale = scale
        self._country = country
        self._rating = rating
        self._tags = tags
        self._owner = owner
        self._today = today
        self._columns = {
            column.index: (column.target.field, column)
            for column in columns
            if column.target is not None and column.target.field not in (Field.NONE, Field.LABEL_OF)
        }
        self._labels = label_columns(columns)
        self._has_facts = any(meaning.value in FACTS for meaning, _ in self._columns.values())
        self._dates = {
            column.index: DateReader(
                plain(cells[column.index]) for cells in sample if column.index < len(cells)
            )
            for meaning, column in self._columns.values()
            if meaning in (Field.LAST_CONTACT, Field.BIRTHDAY)
        }

    def read(self, line: int, cells: tuple[str, ...]) -> ImportRecord | Reject:
        """The record of a row, or why there is none."""
        found: Found = {}
        for index, cell in [entry for entry in enumerate(cells) if entry[1]]:
            if index in self._columns:
                value = plain(cell)
                meaning, column = self._columns[index]
                if value and (meaning in _NONE_SAYS or not is_placeholder(value)):
                    if column.guessed and not _fits(meaning, value):
                        meaning, column = Field.NOTES, Column(index, column.heading, _NOTED)
                    if meaning in _REPEATED:
                        value = self._same.setdefault(value, value)
                    found.setdefault(meaning, []).append((value, column))
        try:
            return self._record(line, found, cells)
        except InvalidInput as error:
            return Reject(line, cells, shown_line(str(error)))

    def _record(self, line: int, found: Found, cells: tuple[str, ...]) -> ImportRecord:
        name, given, family = read_names(found)
        company = clean_value(found, Field.COMPANY, "company")
        emails = self._emails(found, cells)
        if is_stand_in(name):
            given = family = ""
            if email_key(name) not in [email_key(email.value) for email in emails]:
                emails += (Labelled(name),)
        phones = self._phones(found, cells)
        stand_in = not name or is_stand_in(name)
        if not name and (emails or phones):
            name = emails[0].value if emails else company or phones[0].value
        if not name and not company:
            raise InvalidInput("It names nobody: give it a name, an email address or a company.")
        rating = read_rating(found, Field.RATING, self._scale)
        company_rating = read_rating(found, Field.COMPANY_RATING, self._scale)
        website = (
            one_line(first_value(found, Field.WEBSITE).split(":::")[0]) if Field.WEBSITE in found else ""
        )
        texts = {key: one_line(first_value(found, key)) for key in _SINGLE_LINE if key in found}
        return ImportRecord(
            line=line,
            name=name,
            given_name=given,
            family_name=family,
            stand_in=stand_in,
            company=company,
            job_title=clean_value(found, Field.JOB_TITLE, "job title"),
            role=read_role(found),
            rating=(rating or self._rating) if name else None,
            company_rating=company_rating or (rating if not name else None),
            fit=read_fit(found),
            emails=emails,
            phones=phones,
            tags=self._all_tags(found),
            source=texts.get(Field.SOURCE, ""),
            owner=texts.get(Field.OWNER) or (self._owner if name else ""),
            website=website,
            notes=self._notes(found, cells, name),
            birthday=self._birthday(found),
            time_zone=read_time_zone(found),
            language=texts.get(Field.LANGUAGE, ""),
            best_hours=texts.get(Field.BEST_HOURS, ""),
            address=read_address(found),
            industry=texts.get(Field.INDUSTRY, ""),
            company_website=texts.get(Field.COMPANY_WEBSITE, "") or ("" if name else website),
            no_calls=is_refused(found, Field.NO_CALLS),
            no_email=is_refused(found, Field.NO_EMAIL),
            no_other=is_refused(found, Field.NO_OTHER),
            last_contact=self._last_contact(found),
            facts=self._facts(found),
        )

    def _facts(self, found: Found) -> OwnFacts:
        """What columns of our own say, in whatever file they stand."""
        if not self._has_facts:
            return NO_FACTS
        texts = {str(key): first_value(found, key) for key in found if key.value in FACTS}
        return read_facts(texts, self._today)

    def _label(self, column: Column, cells: tuple[str, ...]) -> tuple[str, bool]:
        """The label of a value, and whether it is marked as the first of its kind (Google's ``* ``)."""
        index = self._labels.get(column.index)
        if index is None:
            return (column.target.detail if column.target else ""), False
        text = plain(cells[index]) if index < len(cells) else ""
        return clean_name(text.removeprefix("*"), "label").casefold(), text.startswith("*")

    def _emails(self, found: Found, cells: tuple[str, ...]) -> tuple[Labelled, ...]:
        entries: dict[str, tuple[bool, Labelled]] = {}
        for value, column in found.get(Field.EMAIL, ()):
            label, first = self._label(column, cells)
            for address in split_emails(value):
                entries.setdefault(email_key(address), (not first, Labelled(address, label)))
        return tuple(entry for _, entry in sorted(entries.values(), key=lambda pair: pair[0]))

    def _phones(self, found: Found, cells: tuple[str, ...]) -> tuple[PhoneEntry, ...]:
        """Each number once; of a program with columns of fixed meaning, work and mobile before the rest."""
        entries: dict[str, tuple[bool, int, PhoneEntry]] = {}
        if Field.PHONE not in found:
            return ()
        country = self._country_of(found)
        for value, column in found[Field.PHONE]:
            label, first = self._label(column, cells)
            fixed = column.index not in self._labels
            rank = _PHONE_ORDER.index(label) if fixed and label in _PHONE_ORDER else len(_PHONE_ORDER) * fixed
            for text in split_phones(value):
                phone = parse_phone(text, country)
                entry = PhoneEntry(phone.value, label, phone.e164, phone.extension)
                key = f"{phone.e164};{phone.extension}" if phone.e164 else name_key(phone.value)
                if phone.value:
                    entries.setdefault(key, (not first, rank, entry))
        return tuple(entry for _, _, entry in sorted(entries.values(), key=lambda each: each[:2]))

    def _country_of(self, found: Found) -> str:
        """Where a number without country code is: the row's own country (of work first), else the diary's."""
        named = {
            column.target.detail: code
            for value, column in reversed(found.get(Field.COUNTRY, []))
            if column.target and (code := country_code(value))
        }
        return next((named[detail] for detail in ADDRESS_ORDER if detail in named), self._country)

    def _all_tags(self, found: Found) -> tuple[str, ...]:
        tags: dict[str, str] = {}
        for value, _ in found.get(Field.TAGS, ()):
            for piece in split_list(value):
                tag = clean_name(piece.removeprefix("*"), "tag")
                if name_key(tag) not in _SYSTEM_GROUPS:
                    tags.setdefault(name_key(tag), tag)
        for tag in self._tags:
            tags.setdefault(name_key(tag), tag)
        tags.pop("", None)
        return tuple(tags.values())

    def _notes(self, found: Found, cells: tuple[str, ...], name: str) -> str:
        """The notes, then what the diary has no field for, each behind its heading or label."""
        plain_notes, labelled = [], []
        for value, column in found.get(Field.NOTES, ()):
            label, _ = self._label(column, cells)
            if label:
                labelled.append(f"{column.heading if label == '*' else label}: {value}")
            else:
                plain_notes.append(value)
        for key in _ALSO_NOTED:
            values = found.get(key, ())
            first = name_key(values[0][0]) if values else ""
            labelled.extend(
                f"{column.heading}: {value}" for value, column in values[1:] if name_key(value) != first
            )
        labelled.extend(other_names(found, name))
        return clean_text("\n".join(plain_notes + labelled))

    def _birthday(self, found: Found) -> str:
        """The birthday in ISO form where it can be read, else as it is written (``--05-01``, ``1 May``)."""
        if Field.BIRTHDAY not in found:
            return ""
        parts = {column.target.detail: value for value, column in found[Field.BIRTHDAY] if column.target}
        if parts.keys() & {"year", "month", "day"}:
            return "-".join(parts[key].zfill(2) for key in ("year", "month", "day") if key in parts)
        text = one_line(first_value(found, Field.BIRTHDAY))
        column = found[Field.BIRTHDAY][0][1]
        try:
            return self._dates[column.index].read(text, column.heading).isoformat()
        except InvalidInput:
            return text

    def _last_contact(self, found: Found) -> date | None:
        """The latest of the columns of last contact or activity."""
        if Field.LAST_CONTACT not in found:
            return None
        read = [
            self._dates[column.index].read(value, column.heading)
            for value, column in found[Field.LAST_CONTACT]
        ]
        latest = max(read, default=None)
        if latest is not None and self._today is not None and latest > self._today:
            raise InvalidInput(f"Its last contact, {latest.isoformat()}, is in the future: correct the date.")
        return latest
