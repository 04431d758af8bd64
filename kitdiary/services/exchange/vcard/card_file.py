"""A file of cards, opened for import: each card becomes a record, or a reject with its reason."""

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TextIO

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.names import name_key
from kitdiary.services.exchange.csv_dialects import Column
from kitdiary.services.exchange.csv_import import ImportOptions
from kitdiary.services.exchange.records import ImportRecord, Reject
from kitdiary.services.exchange.row_fields import rating_code
from kitdiary.services.exchange.text_file import check_no_other, check_text, opened, utf16_without_mark
from kitdiary.services.exchange.vcard.card_record import CardReader
from kitdiary.services.exchange.vcard.card_stream import Card, read_cards
from kitdiary.services.exchange.vcard.groups import Groups, groups_of, may_have_groups, uid_key
from kitdiary.services.exchange.vcard.pictures import PictureFile

_FORM = "vCard"
_SAMPLE_BYTES = 64 * 1024
_BEGIN = re.compile(rb"BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE)
_VERSION = re.compile(rb"^VERSION[^:\r\n]*:[ \t]*([234]\.[01])", re.IGNORECASE | re.MULTILINE)


class CardFile:
    """An open file of cards. Iterating gives every card once, in the file's order, as it is read."""

    def __init__(
        self, path: Path, text: TextIO, source: str, encoding: str, *, reader: CardReader, groups: Groups
    ) -> None:
        self.source = source
        """``vCard 3.0``; ``vCard`` alone where the cards do not agree on a version or say none."""
        self.encoding = encoding
        self.headings: tuple[str, ...] = ()
        self.columns: tuple[Column, ...] = ()
        self.delimiter = ""
        self.problem = ""
        self.sample: tuple[tuple[str, ...], ...] = ()
        self.has_last_contact = False
        self._path = path
        self._text = text
        self._reader = reader
        self._groups = groups

    def __iter__(self) -> Iterator[ImportRecord | Reject]:
        cards = read_cards(self._text, self._path)
        return map(self._reader.read, cards) if not self._groups.lines else self._grouped(cards)

    def _grouped(self, cards: Iterator[Card]) -> Iterator[ImportRecord | Reject]:
        """The cards but those of groups, with the names of their groups as tags."""
        for card in cards:
            if card.line in self._groups.lines:
                continue
            found = self._reader.read(card)
            more = () if isinstance(found, Reject) else self._groups.tags.get(uid_key(found.uid), ())
            if isinstance(found, ImportRecord) and more:
                tags = {name_key(tag): tag for tag in (*more, *found.tags)}
                found = replace(found, tags=tuple(tags.values()))
            yield found


@contextmanager
def read_vcards(path: Path, options: ImportOptions) -> Iterator[CardFile]:
    """Open ``path`` for import; the file is closed on leaving, and the pictures it had are gone.

    Raises DiaryError where the file cannot be read or has no card in it, InvalidInput for a rating that
    is not on the scale. Iterating raises DiaryError only where the file itself gives out in the middle.
    """
    rating = None if options.rating is None else rating_code(options.rating, options.scale)
    with opened(path, _FORM) as raw, PictureFile() as pictures:
        codec, label = _encoding(raw, path)
        text = io.TextIOWrapper(raw, encoding=codec, errors=_errors(codec), newline=None)
        reader = CardReader(
            scale=options.scale,
            country=options.default_country,
            rating=rating,
            tags=options.tags,
            owner=options.owner,
            today=options.today,
            pictures=pictures,
        )
        try:
            raw.seek(0)
            source = _source(raw.read(_SAMPLE_BYTES).replace(b"\x00", b""))
            groups = Groups()
            grouped = may_have_groups(raw)
            raw.seek(0)
            if grouped:
                groups = groups_of(read_cards(text, path))
                text.seek(0)
            yield CardFile(path, text, source, label, reader=reader, groups=groups)
        finally:
            text.detach()


def _errors(codec: str) -> str:
    """Bytes that are no UTF-8 are kept, for a card may name another charset for a line."""
    return "surrogateescape" if codec.startswith("utf-8") else "replace"


def _encoding(raw: BinaryIO, path: Path) -> tuple[str, str]:
    """Codec and name of the file's encoding. Raises DiaryError for a file that has no card in it."""
    sample = raw.read(_SAMPLE_BYTES)
    check_no_other(sample, path, _FORM)
    found = ("utf-8-sig", "UTF-8") if sample.startswith(codecs.BOM_UTF8) else ("utf-8", "UTF-8")
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = ("utf-16", "UTF-16")
    elif sample.count(b"\x00") * 10 > len(sample):
        found = (utf16_without_mark(sample, path, _FORM), "UTF-16")
    else:
        check_text(sample, path, _FORM)
    if not _has_card(raw):
        raise DiaryError(
            f"{path.name} has no vCard in it (no line BEGIN:VCARD): "
            "choose the file your address book exported."
        )
    return found


def _has_card(raw: BinaryIO) -> bool:
    """Whether a card begins anywhere."""
    raw.seek(0)
    tail = b""
    while piece := raw.read(_SAMPLE_BYTES):
        text = tail + piece.replace(b"\x00", b"")
        if _BEGIN.search(text):
            return True
        tail = text[-64:]
    return False


def _source(sample: bytes) -> str:
    versions = {found.decode() for found in _VERSION.findall(sample.replace(b"\r", b"\n"))}
    return f"{_FORM} {versions.pop()}" if len(versions) == 1 else _FORM
