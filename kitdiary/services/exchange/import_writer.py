"""Writing what an import decided: companies, people in bulk, what people there already get, seeds."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from kitdiary.domain.day_names import short_day
from kitdiary.domain.people import Contact, Fit, Labelled, Role
from kitdiary.domain.policy import Policy
from kitdiary.domain.touches import Channel, Direction, Outcome, Touch
from kitdiary.services.context import Context
from kitdiary.services.exchange.decisions import CompanyStep, Decision, Fill
from kitdiary.services.exchange.first_talks import consent_of_record, plan_first_talks
from kitdiary.services.exchange.import_batch import Batch
from kitdiary.services.exchange.import_request import Stage, Ticker
from kitdiary.services.exchange.introducers import Introducers, unknown_introducer
from kitdiary.services.exchange.records import ImportRecord
from kitdiary.storage.alike import Alike

_CHUNK = 1_000
SEED_NOTE = "imported: last contact"
_NOON = time(12)


def source_words(source: str, today: date) -> str:
    """Where the people of an import come from: the program and the day."""
    if source.startswith("vCard"):
        return f"{source} import, {short_day(today)} {today.year}"
    name = {
        "csv": "CSV",
        "hubspot": "HubSpot",
        "linkedin": "LinkedIn",
        "kitdiary": "KitDiary",
    }.get(source)
    return f"{name or source.capitalize()} import, {short_day(today)} {today.year}"


class ImportWriter:
    """Writes one import inside its operation."""

    def __init__(self, context: Context, policy: Policy, source: str, today: date, ticker: Ticker) -> None:
        self._context = context
        self._policy = policy
        self._today = today
        self._ticker = ticker
        self._source = source
        self._firm_ids: dict[str, int] = {}
        self._line_ids: dict[int, int] = {}
        self._seeds: list[Touch] = []

    def write(self, batch: Batch, conversation: bool) -> tuple[tuple[int, ...], set[int]]:
        """Write everything; the people added or filled, and everyone whose plan has to follow."""
        store = self._context.store
        with store.bulk():
            firms = self._context.companies.add_many(batch.firms.values())
            self._firm_ids.update(zip(batch.firms, firms, strict=True))
            added = self._add(batch, conversation)
            newcomers = [record for record, _step in batch.adds if record.facts.introduced_by]
            self._introduce(batch, [(self._line_ids[r.line], r.facts.introduced_by) for r in newcomers])
            alike = Alike(self._context.store)
            for line, other in batch.apart:
                alike.say_distinct(self._line_ids[line], other)
            self._context.photos.add_many(self._pictures(batch.adds))
            self._context.touches.add_many(self._seeds)
            self._ticker.tell(Stage.INDEX, 0)
        # People and companies there before are changed outside: their old words must leave the index.
        for company_id, changes in batch.firm_changes.items():
            self._context.companies.change(company_id, **changes)
        filled = []
        for decision in batch.fills:
            filled.append(self._fill(decision, batch, conversation))
            self._ticker.tell(Stage.INDEX, len(filled), len(batch.fills))
        fills = ((self._whom(each), each.fill) for each in batch.fills if each.fill is not None)
        self._introduce(batch, [(whom, fill.introduced_by) for whom, fill in fills if fill.introduced_by])
        ids = tuple(dict.fromkeys([*added, *filled]))
        affected = self._context.facts.affected(ids)
        for company_id, changes in batch.firm_changes.items():
            if "rating" in changes:
                affected.update(self._context.companies.colleagues(company_id))
        return ids, affected

    # -- people who are new -------------------------------------------------------------------

    def _add(self, batch: Batch, conversation: bool) -> list[int]:
        planned = plan_first_talks(self._context, self._policy, batch, self._today, conversation=conversation)
        first_talks = iter(planned.dates)
        added: list[int] = []
        for start in range(0, len(batch.adds), _CHUNK):
            self._ticker.tell(Stage.WRITE, start, len(batch.adds))
            chunk = batch.adds[start : start + _CHUNK]
            contacts = [
                self._contact(record, self._firm_id(step), next(first_talks)) for record, step in chunk
            ]
            e164s = [[phone.e164 for phone in record.phones] for record, _step in chunk]
            ids = self._context.people.add_many(contacts, e164s=e164s)
            for contact_id, (record, _step) in zip(ids, chunk, strict=True):
                self._line_ids[record.line] = contact_id
                if batch.seeds and record.last_contact is not None:
                    self._seeds.append(self._seed(contact_id, record.last_contact, conversation))
            added.extend(ids)
        return added

    def _contact(self, record: ImportRecord, company_id: int | None, first_talk_on: date) -> Contact:
        facts = record.facts
        unjudged = record.fit in (None, Fit.UNSURE) or facts.added_on is not None
        return Contact(
            0,
            record.name,
            company_id=company_id,
            given_name=record.given_name,
            family_name=record.family_name,
            job_title=record.job_title,
            role=record.role or Role.PROSPECT,
            rating=record.rating,
            fit=record.fit or Fit.UNSURE,
            fit_note=facts.fit_note,
            fit_link=facts.fit_link,
            fit_on=facts.fit_on or (None if unjudged else self._today),
            timing=facts.timing,
            consent=consent_of_record(record),
            paused_until=facts.paused_until,
            closed=facts.closed,
            closed_on=facts.closed_on,
            first_talk_on=facts.first_talk_on or first_talk_on,
            added_on=facts.added_on or self._today,
            talk_every=facts.talk_every,
            email_every=facts.email_every,
            time_zone=record.time_zone,
            language=record.language,
            best_hours=record.best_hours,
            source=record.source or ("" if facts.added_on else self._source),
            owner=record.owner,
            website=record.website,
            notes=record.notes,
            birthday=record.birthday,
            address=record.address,
            phones=tuple(Labelled(phone.value, phone.label) for phone in record.phones),
            emails=record.emails,
            tags=record.tags,
            extra=record.extra,
        )

    def _pictures(
        self, adds: Iterable[tuple[ImportRecord, CompanyStep | None]]
    ) -> Iterator[tuple[int, str, bytes]]:
        """The pictures that came with the cards of new people, one after the other."""
        for record, _step in adds:
            if record.picture is not None:
                yield self._line_ids[record.line], record.picture.media_type, record.picture.load()

    def _introduce(self, batch: Batch, wanted: list[tuple[int, str]]) -> None:
        """Who introduced whom, once everybody is there; a name nobody here has is kept with the contact."""
        if not wanted:
            return
        people = self._context.people
        find = Introducers(self._context, {r.uid: self._line_ids[r.line] for r, _ in batch.adds if r.uid})
        for contact_id, reference in wanted:
            found = find.whom(reference)
            if found is not None and found != contact_id:
                people.change(contact_id, introduced_by=found)
            else:
                kept = (*people.contact(contact_id).extra, unknown_introducer(reference))
                people.change(contact_id, extra=kept)

    def _whom(self, decision: Decision) -> int:
        """The contact a row fills."""
        return decision.contact_id or self._line_ids[decision.same_as or 0]

    def _firm_id(self, step: CompanyStep | None) -> int | None:
        if step is None:
            return None
        return step.company_id if step.company_id is not None else self._firm_ids[step.key]

    def _seed(self, contact_id: int, on: date, conversation: bool) -> Touch:
        """The touch that stands for all there was before: a call, or an email where nobody spoke."""
        at = datetime.combine(on, _NOON, self._context.zone)
        channel, outcome = (Channel.CALL, Outcome.SPOKE) if conversation else (Channel.EMAIL, Outcome.SENT)
        return Touch(0, at, channel, Direction.OUT, outcome, (contact_id,), note=SEED_NOTE)

    # -- people who were there ----------------------------------------------------------------

    def _fill(self, decision: Decision, batch: Batch, conversation: bool) -> int:
        people = self._context.people
        contact_id = self._whom(decision)
        fill = decision.fill or Fill()
        changes: dict[str, Any] = dict(fill.changes)
        if decision.link_company:
            changes["company_id"] = self._firm_id(decision.company)
        if changes:
            people.change(contact_id, **changes)
        if fill.emails or fill.phones or fill.tags:
            contact = people.contact(contact_id)
            people.set_emails(contact_id, (*contact.emails, *fill.emails))
            people.set_tags(contact_id, (*contact.tags, *fill.tags))
            if fill.phones:
                people.add_phones(contact_id, [(Labelled(p.value, p.label), p.e164) for p in fill.phones])
        if fill.picture is not None:
            self._context.photos.add_many([(contact_id, fill.picture.media_type, fill.picture.load())])
        if fill.last_contact is not None and batch.seeds:
            self._context.touches.add(self._seed(contact_id, fill.last_contact, conversation))
        return contact_id
