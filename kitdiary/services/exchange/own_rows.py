"""Rows of our own export, read word for word: what left the diary comes back as it was."""

import json
import re
from collections.abc import Sequence
from datetime import date

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import check_email, clean_name, clean_text, is_stand_in, name_key
from kitdiary.domain.people import Address, Labelled
from kitdiary.domain.phones import parse_phone
from kitdiary.domain.policy import RatingLevel
from kitdiary.services.exchange.csv_dialects import Column
from kitdiary.services.exchange.csv_values import parse_yes
from kitdiary.services.exchange.fields import ADDRESS_FIELDS, Field
from kitdiary.services.exchange.introducers import UNKNOWN
from kitdiary.services.exchange.own_facts import NAMES as FACTS
from kitdiary.services.exchange.own_facts import read_facts
from kitdiary.services.exchange.records import ImportRecord, PhoneEntry, Picture, Reject
from kitdiary.services.exchange.row_fields import fit_of, rating_code, role_of, zone_of
from kitdiary.services.exchange.spreadsheet import meant
from kitdiary.services.exchange.vcard.decoding import from_data_uri, media_type
from kitdiary.services.exchange.vcard.pictures import PictureFile

_ENTRIES = re.compile(r" ::: ")
_LABEL = re.compile(r"((?:[^\\:]|\\.)*): (.*)", re.DOTALL)
_TAG_MARKS = re.compile(r"(?<!\\)(?:\\\\)*;")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class OwnRowReader:
    """Makes records of the rows of our own export. One for each file."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        scale: tuple[RatingLevel, ...],
        country: str,
        rating: str | None,
        tags: tuple[str, ...],
        owner: str,
        today: date | None,
        pictures: PictureFile,
    ) -> None:
        self._places = {
            column.target.field.value: column.index
            for column in reversed(columns)
            if column.target is not None
        }
        self._scale = scale
        self._country = country
        self._rating = rating
        self._tags = tags
        self._owner = owner
        self._today = today
        self._pictures = pictures

    def read(self, line: int, cells: tuple[str, ...]) -> ImportRecord | Reject:
        """The record of a row, or why there is none."""
        texts = {
            name: meant(cells[place])
            for name, place in self._places.items()
            if place < len(cells) and cells[place]
        }
        try:
            return self._record(line, texts)
        except InvalidInput as error:
            return Reject(line, cells, str(error))

    def _record(self, line: int, texts: dict[str, str]) -> ImportRecord:
        def of(field: Field) -> str:
            return texts.get(field.value, "")

        name, company = clean_name(of(Field.NAME)), clean_name(of(Field.COMPANY), "company")
        if not name and not company:
            raise InvalidInput("It names nobody: give it a name, an email address or a company.")
        uid = clean_name(of(Field.UID), "UID")
        kept = (f"UID:{uid}",) if uid else ()
        extra = _kept(of(Field.EXTRA))
        unknown = [line for line in extra if line.startswith(UNKNOWN)]
        if unknown:
            texts.setdefault("introduced_by", unknown[0].partition(":")[2])
        extra = (*kept, *(line for line in extra if line not in unknown)) if name else ()
        tags = {name_key(tag): tag for tag in (*_tags(of(Field.TAGS)), *self._tags)}
        return ImportRecord(
            line=line,
            name=name,
            given_name=clean_name(of(Field.GIVEN_NAME), "given name"),
            family_name=clean_name(of(Field.FAMILY_NAME), "family name"),
            stand_in=is_stand_in(name),
            company=company,
            job_title=clean_name(of(Field.JOB_TITLE), "job title"),
            role=role_of(of(Field.ROLE)),
            rating=self._own_rating(of(Field.RATING)) or (self._rating if name else None),
            company_rating=self._own_rating(of(Field.COMPANY_RATING)),
            fit=fit_of(of(Field.FIT)),
            emails=tuple(Labelled(check_email(value), label) for label, value in _entries(of(Field.EMAIL))),
            phones=tuple(self._phone(label, value) for label, value in _entries(of(Field.PHONE))),
            tags=tuple(tags.values()),
            source=clean_name(of(Field.SOURCE), "source"),
            owner=clean_name(of(Field.OWNER), "owner") or self._owner,
            website=clean_name(of(Field.WEBSITE), "website"),
            notes=clean_text(of(Field.NOTES)),
            birthday=clean_name(of(Field.BIRTHDAY), "birthday"),
            time_zone=zone_of(of(Field.TIME_ZONE)) if of(Field.TIME_ZONE) else "",
            language=clean_name(of(Field.LANGUAGE), "language"),
            best_hours=clean_name(of(Field.BEST_HOURS), "best hours"),
            address=Address(*(clean_name(of(field), field.value) for field in ADDRESS_FIELDS)),
            industry=clean_name(of(Field.INDUSTRY), "industry"),
            company_website=clean_name(of(Field.COMPANY_WEBSITE), "website"),
            no_calls=parse_yes(of(Field.NO_CALLS), "no_calls"),
            no_email=parse_yes(of(Field.NO_EMAIL), "no_email"),
            no_other=parse_yes(of(Field.NO_OTHER), "no_other"),
            uid=uid,
            own_uid=bool(uid),
            extra=extra,
            picture=self._picture(of(Field.PHOTO)),
            facts=read_facts({key: texts[key] for key in FACTS if key in texts}, self._today),
        )

    def _own_rating(self, text: str) -> str | None:
        return rating_code(text, self._scale) if text else None

    def _phone(self, label: str, value: str) -> PhoneEntry:
        phone = parse_phone(value, self._country)
        return PhoneEntry(phone.value, label, phone.e164, phone.extension)

    def _picture(self, text: str) -> Picture | None:
        found = from_data_uri(text)
        return None if found is None else self._pictures.put(media_type(found[1]) or found[0], found[1])


def _entries(text: str) -> list[tuple[str, str]]:
    """Label and value of each entry of ``label: value ::: value``."""
    found = []
    for entry in _ENTRIES.split(text):
        labelled = _LABEL.fullmatch(entry)
        label, value = (labelled[1], labelled[2]) if labelled else ("", entry)
        value = _plain(value).strip()
        if value:
            found.append((clean_name(_plain(label), "label"), value))
    return found


def _tags(text: str) -> list[str]:
    """The tags of ``one; two``, in which a backslash stands before a separator that is none."""
    pieces, rest = [], text
    while found := _TAG_MARKS.search(rest):
        pieces.append(rest[: found.end() - 1])
        rest = rest[found.end() :]
    return [clean_name(_plain(piece), "tag") for piece in (*pieces, rest) if piece.strip()]


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def _kept(text: str) -> tuple[str, ...]:
    """The kept properties of a card."""
    if not text:
        return ()
    try:
        lines = json.loads(text)
    except ValueError:
        lines = None
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise InvalidInput("Its cell “extra” is not as KitDiary wrote it: empty it, or export again.")
    return tuple(lines)
