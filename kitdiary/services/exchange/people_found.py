"""Whom the rows of an import may be about: the people of the diary, and those of the rows so far."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kitdiary.domain.duplicates import Certainty, Identity, Match, compare, names_agree
from kitdiary.domain.likeness import Likeness, traits_of
from kitdiary.domain.names import email_key, name_key
from kitdiary.services.exchange.decisions import Lookup
from kitdiary.services.exchange.key_index import KeyIndex
from kitdiary.services.exchange.memory import let_go
from kitdiary.services.exchange.people_seen import Person, identity_of
from kitdiary.services.exchange.records import ImportRecord
from kitdiary.services.exchange.similar import SimilarPeople, Sought, best_first

_MOST_ALIKE = 100
"""People with one key that a row is compared with: a file of one address must not take a square of time."""
Key = tuple[str, str] | tuple[str, str, str | None]
"""``email``, ``phone`` or ``uid`` with its key, or ``name`` with the keys of person and company."""


class PeopleFound:
    """The people an import has met so far, and how they are found again.

    People go by their contact id, those of a row that is added by minus its line. The diary is asked about
    a batch of rows at once; ``newest`` is the highest contact id before the import.
    """

    def __init__(self, lookup: Lookup, newest: int, *, similar: bool) -> None:
        self._lookup = lookup
        self._newest = newest
        self._met: dict[int, Person | ImportRecord] = {}
        """Contacts that were filled, and rows that were added."""
        self._index = KeyIndex(_MOST_ALIKE)
        self._similar = SimilarPeople(lookup) if similar else None
        self._keys: dict[int, list[Key]] = {}
        """Of the rows of this batch, by their line."""
        self._sought: dict[int, Sought | None] = {}
        """Likewise, for who is only like them."""
        self._asked: Mapping[Key, Collection[int]] = {}
        self._known: dict[int, Person] = {}

    def forget(self) -> None:
        """Let everybody go."""
        let_go(self._met)
        self._index.forget()
        if self._similar is not None:
            self._similar.forget()

    # -- asking -------------------------------------------------------------------------------

    def ask(self, people: Sequence[ImportRecord], besides: Iterable[int]) -> None:
        """Ask the diary about these rows, and for some contacts ``besides``."""
        self._keys = {record.line: _keys(record) for record in people}
        self._asked = self._ask({key for keys in self._keys.values() for key in keys})
        wanted = {found for ids in self._asked.values() for found in ids}
        wanted |= {found for found in besides if 0 < found <= self._newest}
        if self._similar is not None:
            self._similar.ask(people)
            self._sought = {record.line: Sought.of_row(record) for record in people}
            if self._similar.knows_any:
                strangers = (r for r in people if not any(map(self._asked.get, self._keys[r.line])))
                wanted |= {each for record in strangers for each in self._like(record) if each > 0}
        self._known = {}
        self._load(wanted - self._met.keys())
        there = self._known.keys() | self._met.keys() if self._asked else _NOBODY
        self._asked = {key: [each for each in ids if each in there] for key, ids in self._asked.items()}

    def _load(self, ids: Collection[int]) -> None:
        if ids:
            found = self._lookup.contacts(ids)
            self._known.update((contact_id, Person.known(entry)) for contact_id, entry in found.items())

    def _ask(self, keys: set[Key]) -> dict[Key, list[int]]:
        """Whom the diary has under these keys."""
        emails = self._lookup.by_email([key[1] for key in keys if key[0] == "email"])
        phones = self._lookup.by_phone([key[1] for key in keys if key[0] == "phone"])
        names = self._lookup.by_name([(key[1], key[2]) for key in keys if len(key) == 3])
        uids = [key[1] for key in keys if key[0] == "uid"]
        asked: dict[Key, list[int]] = {("email", text): self._older(ids) for text, ids in emails.items()}
        asked |= {("phone", text): self._older(ids) for text, ids in phones.items()}
        if uids:
            found = self._lookup.by_uid(uids)
            asked |= {("uid", uid): self._older(ids) for uid, ids in found.items()}
        asked |= {("name", name, company): self._older(ids) for (name, company), ids in names.items()}
        return asked

    def _older(self, ids: Collection[int]) -> list[int]:
        return sorted(found for found in ids if found <= self._newest)[:_MOST_ALIKE]

    # -- finding ------------------------------------------------------------------------------

    def has(self, found: int) -> bool:
        """Whether that is somebody met, or somebody of the diary whom this batch asked for."""
        return found in self._met or found in self._known

    def is_known(self, found: int) -> bool:
        """Whether that is a contact of the diary whom this batch asked for and no row has changed."""
        return found in self._known

    def person(self, found: int) -> Person:
        """Somebody, as they are after the rows so far."""
        met = self._met.get(found)
        if met is None:
            return self._known[found]
        return Person.added(met) if isinstance(met, ImportRecord) else met

    def alike(self, record: ImportRecord) -> list[tuple[int, Match | None]]:
        """Everybody with one of the row's keys, each once, with how well they match."""
        found: dict[int, None] = {}
        for key in self._keys[record.line]:
            found.update(dict.fromkeys(self._index.get(key)))
            found.update(dict.fromkeys(self._asked.get(key, ())))
        if not found:
            return []
        identity = identity_of(record)
        if record.uid:
            same = self._of_same_card(record, identity)
            if same is not None:
                return [same]
            found = {each: None for each in found if not self._another_card(each, record)}
        return [(each, compare(identity, self._identity(each))) for each in found]

    def similar(self, record: ImportRecord) -> list[tuple[int, Likeness]]:
        """Who is like the person of a row in name and company, the most certain first."""
        like = self._like(record)
        if not like:
            return []
        self._load([each for each in like if each > 0 and not self.has(each)])
        others = {
            each: traits_of(self._identity(each))
            for each in like
            if self.has(each) and not self._another_card(each, record)
        }
        return best_first(traits_of(identity_of(record)), others)

    def _like(self, record: ImportRecord) -> list[int]:
        """With whom the person of a row is compared for being like them."""
        sought = self._sought.get(record.line)
        return [] if self._similar is None or sought is None else self._similar.of(sought)

    def _of_same_card(self, record: ImportRecord, identity: Identity) -> tuple[int, Match] | None:
        """Who has the row's UID, if the names agree: there are programs that give everybody the same."""
        key = ("uid", record.uid)
        for each in (*self._index.get(key), *self._asked.get(key, ())):
            other = self._identity(each)
            if names_agree(identity, other):
                match = compare(identity, other) or Match(Certainty.SAME, True, 0, 0, False)
                return each, replace(match, certainty=Certainty.SAME)
        return None

    def _another_card(self, found: int, record: ImportRecord) -> bool:
        """Whether an earlier row is another contact of the diary that both came from, however alike."""
        met = self._met.get(found)
        return isinstance(met, ImportRecord) and record.own_uid and met.own_uid and met.uid != record.uid

    def _identity(self, found: int) -> Identity:
        met = self._met.get(found)
        return identity_of(met) if isinstance(met, ImportRecord) else self.person(found).identity()

    # -- remembering --------------------------------------------------------------------------

    def add(self, record: ImportRecord) -> None:
        """A row adds somebody."""
        found, name = -record.line, name_key(record.name)
        self._met[found] = record
        self._remember(found, self._keys[record.line])
        self._remember(found, [("name", name, name_key(record.company)), ("name", name, None)])
        sought = self._sought.get(record.line)
        if self._similar is not None and sought is not None:
            self._similar.put(found, sought)

    def fill(self, found: int, person: Person) -> None:
        """A row filled somebody, who is now like this."""
        self._met[found] = person
        self._remember(found, _found_by(person))

    def _remember(self, found: int, keys: Iterable[Key]) -> None:
        for key in keys:
            self._index.put(key, found)


_NOBODY: frozenset[int] = frozenset()


def _keys(record: ImportRecord) -> list[Key]:
    """What the people a row may be about are found by. A bare name is whoever has it, wherever they work."""
    keys: list[Key] = [("email", email_key(email.value)) for email in record.emails]
    keys.extend(("phone", phone.e164) for phone in record.phones if phone.e164)
    if record.uid:
        keys.append(("uid", record.uid))
    name, company = name_key(record.name), name_key(record.company)
    keys.append(("name", name, company if keys or company else None))
    return keys


def _found_by(person: Person) -> list[Key]:
    """Under what somebody can be found again, as the diary would find them."""
    emails: list[Key] = [("email", email_key(email.value)) for email in person.contact.emails]
    phones: list[Key] = [("phone", phone.e164) for phone in person.phones if phone.e164]
    name = name_key(person.contact.name)
    return [*emails, *phones, ("name", name, name_key(person.company_name)), ("name", name, None)]
