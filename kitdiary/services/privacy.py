"""What a person may ask for: everything that is held on them, and to be forgotten for good."""

from dataclasses import dataclass
from pathlib import Path

from kitdiary.domain.duplicates import Identity
from kitdiary.domain.erasure import marks_of
from kitdiary.domain.names import email_key, name_key
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.exchange.person_export import PersonExport, export_person
from kitdiary.services.planning import Planning
from kitdiary.storage import search
from kitdiary.storage.alike import Alike
from kitdiary.storage.backup import default_folder
from kitdiary.storage.diary_facts import DiaryFacts
from kitdiary.storage.do_not_import import DoNotImport
from kitdiary.storage.erasing import Erasing, holding
from kitdiary.storage.search import HitKind

__all__ = ["Erased", "PersonExport", "Privacy"]

_MOST_MENTIONS = 20


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did, and what it could not reach. ``backups`` still hold the person."""

    change: Change
    backups: tuple[Path, ...]
    mentions: tuple[str, ...]
    """Where notes about other people have the name, as short sentences; they stay."""
    problem: str | None = None


class Privacy:
    """Answers to a person's requests about their own data."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    def export(self, contact_id: int, folder: Path) -> PersonExport:
        """Write all that is held on a contact into a new or empty folder, as JSON and as a page to read."""
        return export_person(self._context, contact_id, folder)

    def backups_of(self, contact_id: int) -> list[Path]:
        """The backups, and other copies of the diary beside it, that hold this person."""
        context = self._context
        with context.store.read():
            contact = context.people.contact(contact_id)
            keys = [email_key(email.value) for email in contact.emails]
            return holding(context.store, self._copies(), contact_id, name_key(contact.name), keys)

    def erase(self, contact_id: int) -> Erased:
        """Remove a person for good: cannot be undone. Outside every scope; takes a while in a large diary.

        Gone are the contact, the touches with nobody else, insights, promises, files, what the undo journal
        and the search index remember, and the file's free pages. In a touch with others the person is
        taken out, its note stays. Left is a salted mark by which an import knows them and leaves them out.
        """
        context = self._context
        backups = self.backups_of(contact_id)
        with context.store.maintenance():
            contact = context.people.contact(contact_id)
            identity = self._identity(contact_id)
            marks = marks_of(
                DiaryFacts(context.store).salt(),
                name_key(identity.name),
                name_key(identity.company),
                identity.emails,
                identity.phones,
            )
            affected = context.facts.affected({contact_id}) - {contact_id}
            erasing = Erasing(context.store)
            erasing.erase(contact_id)
            DoNotImport(context.store).put(marks, context.today())
            replanned = self._planning.replan(affected, context.policy)
            mentions = self._mentions(contact.name)
        problem = erasing.clean_file()
        change = Change(None, "Erased a person for good", frozenset(Kind), (), replanned | {contact_id})
        return Erased(change, tuple(backups), mentions, problem)

    def _identity(self, contact_id: int) -> Identity:
        context = self._context
        contact = context.people.contact(contact_id)
        firm = "" if contact.company_id is None else context.companies.one(contact.company_id).name
        return Identity(
            contact.name,
            firm,
            frozenset(email_key(email.value) for email in contact.emails),
            frozenset(Alike(context.store).e164s(contact_id)),
        )

    def _mentions(self, name: str) -> tuple[str, ...]:
        """Where others' notes have the name, newest first; inside a scope."""
        kinds = (HitKind.NOTE, HitKind.INSIGHT, HitKind.CONTACT, HitKind.COMPANY)
        if len(name.split()) < 2:  # a first name alone stands in half of all notes
            return ()
        hits = search.search(self._context.store, name, kinds, _MOST_MENTIONS)
        return tuple(
            f"{hit.kind} of {hit.title}" + (f", {hit.on.isoformat()}" if hit.on is not None else "")
            for hit in hits
        )

    def _copies(self) -> list[Path]:
        """Where copies of the diary lie: the daily backups, the second folder, and beside the diary."""
        path = self._context.store.path
        second = self._context.preferences.backup_folder
        folders = [default_folder(path), *([Path(second)] if second else []), path.parent]
        found: dict[Path, None] = {}
        for folder in folders:
            try:
                found |= dict.fromkeys(
                    each
                    for each in sorted(folder.glob("*.kitdiary*"))
                    if each.is_file() and each != path and not each.name.endswith(("-wal", "-shm"))
                )
            except OSError:
                continue  # a stick that is not there
        return list(found)
