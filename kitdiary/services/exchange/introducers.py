"""Who introduced somebody, by what our own files say of them: a UID, an email address or a name."""

from collections.abc import Mapping

from kitdiary.domain.names import is_stand_in
from kitdiary.services.context import Context
from kitdiary.services.exchange.own_uids import own_uid_prefix
from kitdiary.storage.import_lookup import ImportLookup

UNKNOWN = "X-KITDIARY-INTRODUCED-BY:"


def unknown_introducer(reference: str) -> str:
    """How an introducer is kept who is not in the diary: another import may bring them."""
    return f"{UNKNOWN}{reference}"


class Introducers:
    """Finds introducers, those of this import first. Inside its operation."""

    def __init__(self, context: Context, added: Mapping[str, int]) -> None:
        self._context = context
        self._uids = ImportLookup(context.store).uids(own_uid_prefix(context.diary_facts)) | dict(added)

    def whom(self, reference: str) -> int | None:
        """The contact meant; None where nobody is, or several are."""
        found = self._uids.get(reference)
        if found is not None:
            return found
        lookup = self._context.lookup
        ids = lookup.by_email(reference) if is_stand_in(reference) else lookup.by_name(reference)
        return ids[0] if len(ids) == 1 else None
