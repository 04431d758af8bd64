"""Which column means what, as the rep said for a file with these headings."""

import json
from collections.abc import Sequence

from kitdiary.storage.database import Store


class ImportMappings:
    """The mappings of import, by headings. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, headings_key: str) -> tuple[str, ...]:
        """The ``COLUMN=FIELD`` entries kept for these headings; none where nothing is."""
        row = self._store.one("SELECT mapping FROM import_mappings WHERE headings_key = ?", (headings_key,))
        return () if row is None else tuple(str(entry) for entry in json.loads(row[0]))

    def keep(self, headings_key: str, mapping: Sequence[str]) -> None:
        """Keep them, in place of what was kept; what is the same already is not written."""
        if self.find(headings_key) == tuple(mapping):
            return
        text = json.dumps(list(mapping), ensure_ascii=False)
        row = self._store.one("SELECT id FROM import_mappings WHERE headings_key = ?", (headings_key,))
        if row is None:
            self._store.insert("import_mappings", headings_key=headings_key, mapping=text)
        else:
            self._store.update("import_mappings", row[0], mapping=text)
