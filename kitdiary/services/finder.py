"""Finding anything by a few letters: what quick find asks while somebody types."""

from collections.abc import Sequence

from kitdiary.services.context import Context
from kitdiary.storage.search import Hit, HitKind, names, search

__all__ = ["BEGINNINGS", "Finder", "Hit", "HitKind"]

_WRITTEN = (HitKind.NOTE, HitKind.INSIGHT)
BEGINNINGS = 2
"""Up to so many letters are looked for at the beginning of the words of names only."""


class Finder:
    """Looks through the whole diary. Safe from every thread."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def find(self, text: str, limit: int = 6) -> Sequence[Hit]:
        """People, companies and content first, then what was written; at most ``limit`` of each kind."""
        store = self._context.store
        with store.read():
            found = names(store, text, limit)
            if len(text.strip()) > BEGINNINGS:
                found = [*found, *search(store, text, _WRITTEN, limit)]
        return found
