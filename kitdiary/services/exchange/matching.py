"""Deciding each row of an import: is it somebody new, somebody there, or can nobody tell? Nothing is written.

Whatever the choice for duplicates, importing a file twice changes nothing the second time: with ``fill``
what it brings is there, with ``skip`` everybody is, and ``new`` takes a row whose name, company, addresses
and numbers one person has for that person. Rows of the same file are compared with each other the same way.

Somebody who is only like a person there, in name and company, is added and marked as ``similar``: a preview
asks about them, and where nobody answers nobody is left out.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from kitdiary.domain.duplicates import Certainty, Match
from kitdiary.domain.names import name_key
from kitdiary.services.exchange.companies_found import CompaniesFound
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
from kitdiary.services.exchange.people_found import PeopleFound
from kitdiary.services.exchange.records import ImportRecord, Reject

BATCH = 500
"""Rows the diary is asked about at once."""
_CANDIDATES = 5
"""People offered for one row."""
_LOOKED_AT_AGAIN = 10
"""Times; each but the last decided something. No file of real people needs more than two."""

_NOTHING: frozenset[str] = frozenset()


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
    """Decides one row after the other."""

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
        self._on_duplicate = on_duplicate
        self._people = PeopleFound(lookup, newest, similar=on_duplicate is not OnDuplicate.NEW)
        self._firms = CompaniesFound(lookup)

    def forget(self) -> None:
        """Let everybody go."""
        self._people.forget()
        self._firms.forget()

    def decide_batch(self, batch: Sequence[ImportRecord | Reject]) -> Iterator[Decision]:
        """Ask the diary about all rows of a batch, then decide one after the other."""
        records = [item for item in batch if isinstance(item, ImportRecord)]
        choices = self._choices
        chosen = {choices[each.line].found for each in records if each.line in choices} if choices else ()
        self._people.ask([record for record in records if not record.only_company], chosen)
        self._firms.ask(records)
        for item in batch:
            if isinstance(item, Reject):
                yield Decision(Kind.REJECT, item.line, reject=item, why=item.reason)
            elif item.only_company:
                yield self._decide_company(item)
            else:
                yield self._decide_person(item)

    def _decide_company(self, record: ImportRecord) -> Decision:
        known = self._firms.has(name_key(record.company))
        step = self._firms.step(record)
        if known and self._on_duplicate is OnDuplicate.SKIP:
            return Decision(Kind.DUPLICATE, record.line, record, why=f"{record.company} is there already.")
        self._firms.take(step, record)
        if not known:
            return Decision(Kind.ADD, record.line, record, company=step)
        kind = Kind.FILL if step.changes else Kind.UNCHANGED
        return Decision(kind, record.line, record, company=step if step.changes else None)

    def _decide_person(self, record: ImportRecord) -> Decision:
        choice = self._choices.get(record.line)
        if choice is not None and choice.answer is not None:
            return self._as_chosen(record, choice)
        alike = self._people.alike(record)
        if self._on_duplicate is OnDuplicate.NEW:
            for found, _ in alike:
                if self._people.person(found).says_all_of(record):
                    return self._about(found, Kind.UNCHANGED, record)
            return self._add(record)
        matches = [(match, found) for found, match in alike if match is not None]
        if not matches:
            return self._add_or_ask(record)
        if self._on_duplicate is OnDuplicate.FILL:
            matches = self._having_it_all(record, matches) or matches
        best = max(match for match, _ in matches)
        fitting = [found for match, found in matches if match == best]
        candidates = self._candidates(record, dict.fromkeys(fitting, best.reason))
        if self._on_duplicate is OnDuplicate.SKIP or best.certainty is not Certainty.SAME or len(fitting) > 1:
            decision = self._about(fitting[0], Kind.DUPLICATE, record, why=self._doubt(best, fitting))
            return replace(decision, candidates=candidates)
        decision = self._fill(fitting[0], record, best.reason, choice.take if choice else _NOTHING)
        return replace(decision, candidates=candidates) if candidates else decision

    def _as_chosen(self, record: ImportRecord, choice: RowChoice) -> Decision:
        """As the rep said; left alone where whom they meant is not there any more."""
        people = self._people
        ranked = sorted(
            ((match, found) for found, match in people.alike(record) if match is not None),
            key=lambda pair: (pair[0], -pair[1]),
            reverse=True,
        )
        reasons = {found: match.reason for match, found in ranked}
        if not reasons:
            reasons = {found: like.because.value for found, like in people.similar(record)}
        found = choice.found or next(iter(reasons), 0)
        candidates = self._candidates(record, reasons)
        if choice.answer is Answer.BOTH:
            added = self._add(record)
            decision = replace(added, contact_id=found) if people.is_known(found) else added
        elif choice.answer is Answer.LEAVE or not people.has(found):
            decision = Decision(Kind.DUPLICATE, record.line, record, why="Left alone.")
        else:
            decision = self._fill(found, record, "chosen", choice.take)
        return replace(decision, candidates=candidates) if candidates else decision

    def _candidates(self, record: ImportRecord, reasons: Mapping[int, str]) -> tuple[Candidate, ...]:
        """Whom the row is or may be about, where a preview wants to show them."""
        if not self._explain:
            return ()
        people = [(found, self._people.person(found)) for found in islice(reasons, _CANDIDATES)]
        return tuple(
            Candidate(
                found, person.contact.name, person.company_name, reasons[found], person.conflicts_with(record)
            )
            for found, person in people
        )

    def _add_or_ask(self, record: ImportRecord) -> Decision:
        """Somebody new; marked where they are like somebody."""
        similar = self._people.similar(record)
        if not similar:
            return self._add(record)
        candidates = self._candidates(record, {found: like.because.value for found, like in similar})
        found, like = similar[0]
        why = f"{like.because.value.capitalize()} as {self._named(found)}."
        return replace(self._add(record), similar=True, why=why, candidates=candidates)

    def _add(self, record: ImportRecord) -> Decision:
        self._people.add(record)
        company = None
        if record.company:
            company = self._firms.step(record)
            self._firms.take(company, record)
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
        person = self._people.person(found)
        other = name_key(record.company) != name_key(person.company_name)
        link = bool(record.company) and (not person.company_name or ("company" in take and other))
        theirs = link or name_key(record.company) == name_key(person.company_name) != ""
        return _Offer(person.fill_from(record, take), link, self._firms.step(record) if theirs else None)

    def _fill(self, found: int, record: ImportRecord, reason: str, take: frozenset[str]) -> Decision:
        offer = self._offer(found, record, take)
        if not offer.brings_anything:
            return self._about(found, Kind.UNCHANGED, record)
        if offer.company is not None:
            self._firms.take(offer.company, record)
        person = self._people.person(found)
        person.take(offer.fill, record.company if offer.link else "")
        self._people.fill(found, person)
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
        name = self._people.person(found).contact.name
        return f"{name} (contact {found})" if found > 0 else f"{name} (line {-found})"
