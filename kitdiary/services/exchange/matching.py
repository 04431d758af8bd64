"""Deciding each row of an import: is it somebody new, somebody there, or can nobody tell? Nothing is written.

Whatever the choice for duplicates, importing a file twice changes nothing the second time: with ``fill``
what it brings is there, with ``skip`` everybody is, and ``new`` takes a row whose name, company, addresses
and numbers one person has for that person. Rows of the same file are compared with each other the same way.
"""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from kitdiary.domain.duplicates import Certainty, Identity, Match, compare, names_agree
from kitdiary.domain.names import email_key, name_key
from kitdiary.domain.people import Company
from kitdiary.services.exchange.decisions import (
    Answer,
    Candidate,
    CompanyStep,
    Decision,
    Fill,
    Kind,
    Lookup,
    OnDuplicate,
    RowChoice,
)
from kitdiary.services.exchange.key_index import KeyIndex
from kitdiary.services.exchange.memory import let_go
from kitdiary.services.exchange.people_seen import (
    Person,
    company_changes,
    identity_of,
    with_changes,
)
from kitdiary.services.exchange.records import ImportRecord, Reject

BATCH = 500
"""Rows the diary is asked about at once."""
_MOST_ALIKE = 100
"""People with one key that a row is compared with: a file of one address must not take a square of time."""

_CANDIDATES = 5
"""People offered for one row."""
_LOOKED_AT_AGAIN = 10
"""Times; each but the last decided something. No file of real people needs more than two."""

_NOTHING: frozenset[str] = frozenset()
Key = tuple[str, str] | tuple[str, str, str | None]
"""``email``, ``phone`` or ``uid`` with its key, or ``name`` with the keys of person and company."""


def decide(
    items: Iterable[ImportRecord | Reject],
    lookup: Lookup,
    on_duplicate: OnDuplicate,
    newest_contact: int,
    choices: Mapping[int, RowChoice] = MappingProxyType({}),
    *,
    explain: bool = False,
) -> Generator[Decision, None, None]:
    """One decision for each row; ``lookup`` is asked once for each batch of rows.

    ``choices`` are what the rep said, by the line of the row. ``explain`` fills ``candidates``, to be shown.

    They come in the order of the file, but for rows that ``fill`` cannot decide: those are looked at
    again at its end, when later rows may have shown who is meant. (Else a second import of the file, which
    knows those rows from the start, would still change something.)

    A decision may be carried out before the next is asked for: ``newest_contact`` is the highest contact
    id before the import, and contacts above it are left out of what the lookup says, since what this
    import did so far is remembered here. Memory grows with the people added, not with the diary.
    """
    matcher = _Matcher(lookup, on_duplicate, newest_contact, choices, explain=explain)
    unclear: list[Decision] = []
    try:
        rows = iter(items)
        while batch := list(islice(rows, BATCH)):
            for decision in matcher.decide_batch(batch):
                if decision.kind is Kind.DUPLICATE and on_duplicate is OnDuplicate.FILL:
                    unclear.append(decision)
                else:
                    yield decision
        yield from _look_again(matcher, unclear)
    finally:
        matcher.forget()


def _look_again(matcher: "_Matcher", unclear: list[Decision]) -> Iterator[Decision]:
    """What becomes of the rows nobody could decide, now that all are known."""
    for _ in range(_LOOKED_AT_AGAIN):
        again, unclear, changed = unclear, [], False
        for start in range(0, len(again), BATCH):
            batch = [each.record for each in again[start : start + BATCH] if each.record is not None]
            for decision in matcher.decide_batch(batch):
                if decision.kind is Kind.DUPLICATE:
                    unclear.append(decision)
                else:
                    changed = changed or decision.kind is not Kind.UNCHANGED
                    yield decision
        if not changed:
            break
    yield from unclear


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a row would bring to somebody there."""

    fill: Fill
    link: bool
    company: CompanyStep | None

    @property
    def brings_anything(self) -> bool:
        """Whether it is anything new."""
        return bool(self.fill) or self.link or bool(self.company and self.company.changes)


class _Matcher:
    """The people an import has met so far, and how they are found again."""

    def __init__(
        self,
        lookup: Lookup,
        on_duplicate: OnDuplicate,
        newest: int,
        choices: Mapping[int, RowChoice],
        *,
        explain: bool,
    ) -> None:
        self._choices = choices
        self._explain = explain
        self._lookup = lookup
        self._on_duplicate = on_duplicate
        self._newest = newest
        self._met: dict[int, Person | ImportRecord] = {}
        """By id: contacts that were filled, and (by minus their line) rows that were added."""
        self._index = KeyIndex(_MOST_ALIKE)
        self._plain_steps: dict[str, CompanyStep] = {}
        """By key, those that change nothing: thousands of rows share one."""
        self._firms: dict[str, Company] = {}
        """By key, as they are after the rows so far; id 0 for one this import makes."""
        self._keys: dict[int, list[Key]] = {}
        """Of the rows of this batch, by their line."""
        self._asked: Mapping[Key, Collection[int]] = {}
        self._known: dict[int, Person] = {}

    def forget(self) -> None:
        """Let everybody go."""
        let_go(self._met, self._firms, self._plain_steps)
        self._index.forget()

    def decide_batch(self, batch: Sequence[ImportRecord | Reject]) -> Iterator[Decision]:
        """Ask the diary about all rows of a batch, then decide one after the other."""
        records = [item for item in batch if isinstance(item, ImportRecord)]
        self._keys = {record.line: _keys(record) for record in records if not record.only_company}
        self._asked = self._ask({key for keys in self._keys.values() for key in keys})
        wanted = {found for ids in self._asked.values() for found in ids} - self._met.keys()
        if self._choices:
            chosen = {self._choices[r.line].found for r in records if r.line in self._choices}
            wanted |= {found for found in chosen if 0 < found <= self._newest} - self._met.keys()
        known = self._lookup.contacts(wanted) if wanted else {}
        self._known = {contact_id: Person.known(entry) for contact_id, entry in known.items()}
        there = self._known.keys() | self._met.keys()
        self._asked = {key: [each for each in ids if each in there] for key, ids in self._asked.items()}
        firms = {name_key(record.company) for record in records} - {""} - self._firms.keys()
        if firms:
            self._firms.update(self._lookup.companies(firms))
        for item in batch:
            if isinstance(item, Reject):
                yield Decision(Kind.REJECT, item.line, reject=item, why=item.reason)
            elif item.only_company:
                yield self._decide_company(item)
            else:
                yield self._decide_person(item)

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

    def _decide_company(self, record: ImportRecord) -> Decision:
        key = name_key(record.company)
        known = key in self._firms
        step = self._company_step(record)
        if known and self._on_duplicate is OnDuplicate.SKIP:
            return Decision(Kind.DUPLICATE, record.line, record, why=f"{record.company} is there already.")
        self._take_company(step, record)
        if not known:
            return Decision(Kind.ADD, record.line, record, company=step)
        kind = Kind.FILL if step.changes else Kind.UNCHANGED
        return Decision(kind, record.line, record, company=step if step.changes else None)

    def _decide_person(self, record: ImportRecord) -> Decision:
        choice = self._choices.get(record.line)
        if choice is not None and choice.answer is not None:
            return self._as_chosen(record, choice)
        alike = self._alike(record)
        if self._on_duplicate is OnDuplicate.NEW:
            for found, _ in alike:
                if self._person(found).says_all_of(record):
                    return self._about(found, Kind.UNCHANGED, record)
            return self._add(record)
        matches = [(match, found) for found, match in alike if match is not None]
        if not matches:
            return self._add(record)
        if self._on_duplicate is OnDuplicate.FILL:
            matches = self._having_it_all(record, matches) or matches
        best = max(match for match, _ in matches)
        fitting = [found for match, found in matches if match == best]
        if self._on_duplicate is OnDuplicate.SKIP or best.certainty is not Certainty.SAME or len(fitting) > 1:
            decision = self._about(fitting[0], Kind.DUPLICATE, record, why=self._doubt(best, fitting))
            return replace(decision, candidates=self._candidates(record, best, fitting))
        candidates = self._candidates(record, best, fitting)
        decision = self._fill(fitting[0], record, best.reason, choice.take if choice else _NOTHING)
        return replace(decision, candidates=candidates) if candidates else decision

    def _as_chosen(self, record: ImportRecord, choice: RowChoice) -> Decision:
        """As the rep said; left alone where whom they meant is not there any more."""
        ranked = sorted(
            ((match, found) for found, match in self._alike(record) if match is not None),
            key=lambda pair: (pair[0], -pair[1]),
            reverse=True,
        )
        found = choice.found or (ranked[0][1] if ranked else 0)
        if choice.answer is Answer.BOTH:
            added = self._add(record)
            return replace(added, contact_id=found) if found in self._known else added
        if choice.answer is Answer.LEAVE or found not in self._met.keys() | self._known.keys():
            return Decision(Kind.DUPLICATE, record.line, record, why="Left alone.")
        return self._fill(found, record, "chosen", choice.take)

    def _candidates(self, record: ImportRecord, match: Match, fitting: list[int]) -> tuple[Candidate, ...]:
        """Whom the row is or may be about, where a preview wants to show them."""
        if not self._explain:
            return ()
        people = [(found, self._person(found)) for found in fitting[:_CANDIDATES]]
        return tuple(
            Candidate(
                found, person.contact.name, person.company_name, match.reason, person.conflicts_with(record)
            )
            for found, person in people
        )

    def _alike(self, record: ImportRecord) -> list[tuple[int, Match | None]]:
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
        return identity_of(met) if isinstance(met, ImportRecord) else self._person(found).identity()

    def _person(self, found: int) -> Person:
        met = self._met.get(found)
        if met is None:
            return self._known[found]
        return Person.added(met) if isinstance(met, ImportRecord) else met

    def _add(self, record: ImportRecord) -> Decision:
        self._met[-record.line] = record
        name = name_key(record.name)
        self._remember(-record.line, self._keys[record.line])
        self._remember(-record.line, [("name", name, name_key(record.company)), ("name", name, None)])
        company = None
        if record.company:
            company = self._company_step(record)
            self._take_company(company, record)
        return Decision(Kind.ADD, record.line, record, company=company)

    def _having_it_all(
        self, record: ImportRecord, matches: list[tuple[Match, int]]
    ) -> list[tuple[Match, int]]:
        """Those who may surely be meant and have all a row says: nobody else is to be given it."""
        return [
            (match, found)
            for match, found in matches
            if match.certainty is Certainty.SAME and not self._offer(found, record).brings_anything
        ]

    def _offer(self, found: int, record: ImportRecord, take: frozenset[str] = _NOTHING) -> _Offer:
        """What a row brings somebody: of its company only where that is theirs, or they have none."""
        person = self._person(found)
        other = name_key(record.company) != name_key(person.company_name)
        link = bool(record.company) and (not person.company_name or ("company" in take and other))
        theirs = link or name_key(record.company) == name_key(person.company_name) != ""
        return _Offer(person.fill_from(record, take), link, self._company_step(record) if theirs else None)

    def _fill(self, found: int, record: ImportRecord, reason: str, take: frozenset[str]) -> Decision:
        offer = self._offer(found, record, take)
        if not offer.brings_anything:
            return self._about(found, Kind.UNCHANGED, record)
        if offer.company is not None:
            self._take_company(offer.company, record)
        person = self._person(found)
        person.take(offer.fill, record.company if offer.link else "")
        self._met[found] = person
        self._remember(found, _found_by(person))
        return Decision(
            Kind.FILL,
            record.line,
            record,
            contact_id=found if found > 0 else None,
            same_as=-found if found < 0 else None,
            fill=offer.fill,
            company=offer.company,
            link_company=offer.link,
            why=f"{reason.capitalize()} as {person.contact.name}.",
        )

    def _about(self, found: int, kind: Kind, record: ImportRecord, why: str = "") -> Decision:
        contact_id, same_as = (found, None) if found > 0 else (None, -found)
        return Decision(kind, record.line, record, contact_id=contact_id, same_as=same_as, why=why)

    def _doubt(self, match: Match, fitting: list[int]) -> str:
        shown = ", ".join(self._named(found) for found in fitting[:3])
        if len(fitting) > 1:
            return f"{match.reason.capitalize()} as {shown}: it is not clear who is meant."
        if match.certainty is Certainty.SAME:
            return f"{match.reason.capitalize()} as {shown}."
        return f"{match.reason.capitalize()} as {shown}, but another name: decide whether they are one."

    def _named(self, found: int) -> str:
        name = self._person(found).contact.name
        return f"{name} (contact {found})" if found > 0 else f"{name} (line {-found})"

    def _remember(self, found: int, keys: Iterable[Key]) -> None:
        for key in keys:
            self._index.put(key, found)

    def _company_step(self, record: ImportRecord) -> CompanyStep:
        key = name_key(record.company)
        firm = self._firms.get(key)
        changes = company_changes(firm or _new_firm(record), record)
        if firm is None:
            return CompanyStep(key, record.company, None, changes)
        if changes:
            return CompanyStep(key, firm.name, firm.id or None, changes)
        step = self._plain_steps.get(key)
        if step is None:
            step = self._plain_steps[key] = CompanyStep(key, firm.name, firm.id or None)
        return step

    def _take_company(self, step: CompanyStep, record: ImportRecord) -> None:
        self._firms[step.key] = with_changes(self._firms.get(step.key) or _new_firm(record), step.changes)


def _new_firm(record: ImportRecord) -> Company:
    return Company(0, record.company)


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
