"""Contacts out, all or some, as CSV or as vCard, loss-free (PRODUCT §5). Touches go with the territory."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.services.context import Context
from kitdiary.services.exchange.introducers import UNKNOWN
from kitdiary.services.exchange.own_uids import own_uid_prefix
from kitdiary.services.exchange.table_export import write_table
from kitdiary.services.exchange.vcard.kept_lines import uid_of
from kitdiary.services.exchange.vcard.writing import CardContact, CardWriter
from kitdiary.services.exchange.whole_file import whole_file
from kitdiary.storage.contact_export import ContactExport

_PIECE = 500
_TOLD_EVERY = 0.1

ExportProgress = Callable[[int, int], bool]
"""Told how many contacts are written, and of how many; answers whether to go on."""


class ExportForm(StrEnum):
    """The forms contacts can leave in."""

    CSV = "csv"
    VCARD_3 = "3.0"
    VCARD_4 = "4.0"


_BY_ENDING = {".csv": ExportForm.CSV, ".vcf": ExportForm.VCARD_3, ".vcard": ExportForm.VCARD_3}


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    path: Path
    contacts: int
    companies: int
    """Companies beside their people: those with nobody, or with a note or an address."""


def form_of(path: Path, version: str = "") -> ExportForm:
    """The form a file gets by its ending; ``version`` is that of a vCard. Raises InvalidInput."""
    form = _BY_ENDING.get(path.suffix.lower())
    if form is None:
        raise InvalidInput(f"“{path.name}” ends neither in .csv nor in .vcf: name the file so.")
    if not version:
        return form
    if form is ExportForm.CSV:
        raise InvalidInput("A version is for vCard only: name a file that ends in .vcf.")
    return ExportForm(version)


class ContactExports:
    """Writes contacts into files. Reads one snapshot of the diary; nothing in it changes."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def write(
        self,
        path: Path,
        form: ExportForm,
        ids: Sequence[int] | None = None,
        progress: ExportProgress | None = None,
    ) -> Exported:
        """Write all contacts, or these, into a file that is whole or not there.

        Raises DiaryError where it cannot be written or ``progress`` ended it: then what was there before is
        as it was.
        """
        context = self._context
        context.diary_facts.identity()
        encoding = "utf-8-sig" if form is ExportForm.CSV else "utf-8"
        with whole_file(path, encoding) as file, context.store.read():
            own = own_uid_prefix(context.diary_facts)
            export = ContactExport(context.store)
            contacts = export.count(ids)
            ticker = _Ticker(path, progress, contacts)
            companies = export.company_ids(ids)
            if form is ExportForm.CSV:
                write_table(context, file, own, ids, ticker.tell)
            else:
                cards = self._all_cards(CardWriter(form.value), own, ids, companies)
                for done, card in enumerate(cards, 1):
                    file.write(card)
                    ticker.tell(done)
        return Exported(path, contacts, len(companies))

    def _all_cards(
        self, writer: CardWriter, own: str, ids: Sequence[int] | None, companies: list[int]
    ) -> Iterator[str]:
        wanted = sorted(self._context.people.all_ids() if ids is None else set(ids))
        for start in range(0, len(wanted), _PIECE):
            yield from map(writer.contact, self._cards(wanted[start : start + _PIECE], own))
        firms = self._context.companies.many(companies)
        for company_id in companies:
            yield writer.company(firms[company_id])

    def _cards(self, ids: list[int], own: str) -> Iterator[CardContact]:
        context = self._context
        people = context.people.contacts(ids)
        firms = context.companies.many({c.company_id for c in people.values() if c.company_id is not None})
        photos = context.photos.of(ids)
        introducers = {c.introduced_by for c in people.values() if c.introduced_by is not None}
        uids = ContactExport(context.store).uids(own, introducers)
        for contact in people.values():
            photo = photos.get(contact.id)
            whom = contact.introduced_by
            unknown = next((e for e in contact.extra if e.startswith(UNKNOWN)), "")
            yield CardContact(
                contact,
                None if contact.company_id is None else firms[contact.company_id],
                uid_of(contact.extra) or f"{own}{contact.id}",
                unknown[len(UNKNOWN) :] if whom is None else uids.get(whom, ""),
                None if photo is None else context.photos.data(photo),
                "" if photo is None else photo.media_type,
            )


class _Ticker:
    """Tells how far an export is, at most ten times a second, and ends it where it is asked to."""

    def __init__(self, path: Path, progress: ExportProgress | None, total: int) -> None:
        self._name = path.name
        self._progress = progress
        self._total = total
        self._next = 0.0

    def tell(self, done: int) -> None:
        """So many are written. Raises DiaryError where that is enough."""
        now = time.monotonic()
        if self._progress is None or now < self._next:
            return
        self._next = now + _TOLD_EVERY
        if not self._progress(min(done, self._total), self._total):
            raise DiaryError(f"The export into {self._name} was cancelled; the file was not written.")
