"""Whom the person of a row is like, though neither address nor number nor name is the same (PRODUCT §5).

People are compared within blocks only: those whose company is the same but for its legal form and whose
initials are the same, and those of one name whose companies begin alike. Nobody is merged for being like
somebody: it is a question to the rep.
"""

from collections.abc import Iterable, Mapping

from kitdiary.domain.likeness import Likeness, Traits, company_block, company_stem, likeness, traits
from kitdiary.domain.names import name_key
from kitdiary.services.exchange.decisions import Lookup
from kitdiary.services.exchange.key_index import KeyIndex
from kitdiary.services.exchange.memory import let_go
from kitdiary.services.exchange.records import ImportRecord

_MOST_IN_BLOCK = 25
"""People of one block a row is compared with: a firm of ten thousand must not take a square of time."""
_BEGINNING = 4
"""So many letters of two companies are the same where the rest may be misspelt."""


class SimilarPeople:
    """The people of the diary and of the rows so far, by their blocks. Only names and companies are kept."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._index = KeyIndex(_MOST_IN_BLOCK)
        self._there: dict[int, tuple[str, str]] = {}
        """The keys of name and company of those of the diary who share anything with a row."""
        self._asked: set[int] = set()
        """Hashes of the names and the companies whose people were read."""

    def forget(self) -> None:
        """Let everybody go."""
        let_go(self._there)
        self._index.forget()

    def ask(self, records: Iterable[ImportRecord]) -> None:
        """Ask the diary about the names and companies of these rows, once about each."""
        stems: set[str] = set()
        names: set[str] = set()
        for record in records:
            if record.company and not record.stand_in:
                stem, name = company_stem(name_key(record.company)), name_key(record.name)
                for text, among in ((stem, stems), (name, names)):
                    if (place := hash(text)) not in self._asked:
                        self._asked.add(place)
                        among.add(text)
        if not stems and not names:
            return
        for found, name, company in self._lookup.similar(stems, names):
            self._there[found] = name, company
            self.put(found, Sought(traits(name, company)))

    @property
    def knows_any(self) -> bool:
        """Whether anybody of the diary shares anything with the rows so far."""
        return bool(self._there)

    def put(self, found: int, sought: "Sought") -> None:
        """Remember somebody."""
        for block in sought.blocks:
            self._index.put(block, found)

    def of(self, sought: "Sought") -> list[int]:
        """Who may be like somebody, of the diary or of the rows so far, each once."""
        found: dict[int, None] = {}
        for block in sought.blocks:
            found.update(dict.fromkeys(self._index.get(block)))
        return [each for each in found if self._may_be(sought.names, each)]

    def _may_be(self, names: Traits, found: int) -> bool:
        """Whether names and companies do not speak against it; of the rows so far nothing is known here."""
        there = self._there.get(found)
        return there is None or likeness(names, traits(*there)) is not None


class Sought:
    """What somebody with a company is looked for by: the traits of the two names, and the blocks."""

    __slots__ = ("blocks", "names")

    def __init__(self, names: Traits) -> None:
        self.names = names
        self.blocks = company_block(names), f"m{names.name} {names.stem[:_BEGINNING]}"

    @classmethod
    def of_row(cls, record: ImportRecord) -> "Sought | None":
        """Of the person of a row; None where it names no company, or nobody."""
        if not record.company or record.stand_in:
            return None
        names = traits(name_key(record.name), name_key(record.company))
        return None if names.nameless else cls(names)


def best_first(known: Traits, people: Mapping[int, Traits]) -> list[tuple[int, Likeness]]:
    """Those who are like somebody, the most certain first, of equals the older."""
    found = [(each, like) for each, other in people.items() if (like := likeness(known, other)) is not None]
    return sorted(found, key=lambda pair: (-pair[1].certainty, pair[0] < 0, abs(pair[0])))
