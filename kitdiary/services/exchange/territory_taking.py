"""Taking a package of contacts in, table by table, some hundred rows at a time.

Each row of the giver's diary is remembered with the row it became here. So a row that came before is known
again, what refers to it finds it, and memory does not grow with the history.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from kitdiary.domain.duplicates import Certainty, Identity, compare
from kitdiary.domain.erasure import marks_of
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.merging import merged_person
from kitdiary.domain.names import is_stand_in, name_key
from kitdiary.domain.people import Contact
from kitdiary.services.changes import Change
from kitdiary.services.context import Context
from kitdiary.services.exchange.import_lookup import DiaryLookup
from kitdiary.services.exchange.introducers import UNKNOWN
from kitdiary.services.exchange.package import ORIGINS, Package, Record
from kitdiary.services.exchange.people_seen import Person
from kitdiary.services.planning import Progress, go_on
from kitdiary.storage.blobs import put_blob
from kitdiary.storage.contact_columns import COLUMNS, contact_of
from kitdiary.storage.do_not_import import DoNotImport
from kitdiary.storage.handover import TakingRows
from kitdiary.storage.handover_tables import LATE, SAME, TABLES, Carried, checked

GIVEN_TAG = "handed over"
"""The tag of people in the diary of who gave them."""
_BATCH = 500
_Foreign = Mapping[int, list[tuple[str, int]]]
"""By the giver's id: from which third diaries a row came to the giver, and its id there."""
_FILLED = ("industry", "website", "notes", "rating")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a package brought. ``known`` came in before, ``erased`` asked not to be in this diary."""

    added: int
    joined: int
    known: int
    erased: int
    touches: int
    contact_ids: tuple[int, ...] = ()
    change: Change | None = None

    @property
    def contacts(self) -> int:
        """Who is new here, or has more history now."""
        return self.added + self.joined

    def with_change(self, change: Change) -> "Taken":
        """The same, with what the writing of it changed."""
        return replace(self, change=change)


@dataclass(slots=True)
class _Came:
    """What the package's people and companies became here."""

    added: list[int] = field(default_factory=list)
    joined: dict[int, Contact] = field(default_factory=dict)
    """Who was here, with the contact that came to be joined with them."""
    firms: dict[int, Record] = field(default_factory=dict)
    late: list[tuple[int, int]] = field(default_factory=list)
    """A contact here and, by the giver's id, who introduced them."""
    known: int = 0
    erased: int = 0
    touches: int = 0


class Taking:
    """One package going into the diary, inside an operation."""

    def __init__(
        self, context: Context, package: Package, own: str, progress: Progress | None = None
    ) -> None:
        self._context = context
        self._progress = progress
        self._package = package
        manifest = package.manifest
        self._rows = TakingRows(context.store, manifest.diary, own, manifest.newest_operation)
        self._lookup = DiaryLookup(context)
        self._came = _Came()
        self._emails = self._gathered("contact_emails", "value_key")
        self._phones = self._gathered("contact_phones", "e164")
        self._left_out: set[int] = set()
        """People of the package, by the giver's id, who do not come in."""
        self.affected: set[int] = set()
        """Whose plan has to follow."""

    def run(self) -> Taken:
        """Write everything; DiaryError with nothing kept where a row cannot be, or ``progress`` ended it."""
        came, store = self._came, self._context.store
        for name in self._package.manifest.members:
            if name.startswith("blobs/") and put_blob(store, self._package.blob(name[6:])) != name[6:]:
                raise self._broken("the content of a file")
        with store.bulk():
            for done, table in enumerate(TABLES):
                self._take(table, done)
        self._introduce()
        self._join()
        people = (*came.added, *came.joined)
        self.affected |= self._context.facts.affected(people) if people else set()
        return Taken(len(came.added), len(came.joined), came.known, came.erased, came.touches, people)

    # -- rows -----------------------------------------------------------------------------------

    def _take(self, table: Carried, done: int) -> None:
        foreign = self._foreign(table.name)
        wanted = self._touches_wanted() if table.name == "touches" and self._left_out else None
        rows = self._read(table)
        while batch := list(islice(rows, _BATCH)):
            go_on(self._progress, done, 2 * len(TABLES))  # then everybody is planned
            known = self._rows.known(table.name, [row["id"] for row in batch])
            fresh = [
                row for row in batch if row["id"] not in known and (wanted is None or row["id"] in wanted)
            ]
            if table.name == "contacts":
                self._known_people(batch, known)
            self._write(table, fresh, foreign)

    def _read(self, table: Carried) -> Iterator[Record]:
        columns = set(self._rows.columns[table.name])
        for row in self._package.lines(f"{table.name}.jsonl"):
            try:
                yield checked(table.name, _whole(row, columns))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise self._broken(table.name) from error

    def _known_people(self, batch: list[Record], known: Mapping[int, int]) -> None:
        """Who came before stays as they are here; who was removed here since does not come back."""
        there = self._rows.there("contacts", known.values())
        self._came.known += sum(here in there for here in known.values())
        gone = {row["id"] for row in batch if row["id"] in known and known[row["id"]] not in there}
        self._left_out |= gone

    def _write(self, table: Carried, batch: list[Record], foreign: _Foreign) -> None:
        """Write those rows of a batch that are new here, and remember what every one became."""
        if not batch:
            return
        self._point(table, batch)
        batch = [row for row in batch if self._has_needed(table, row)]
        marks: list[tuple[int, int]] = []
        if table.name == "contacts":
            batch, marks = self._met(batch, foreign)
        fresh: list[Record] = []
        for row in batch:
            here = self._elsewhere(table, row, foreign)
            if here is None:
                fresh.append(row)
            else:
                marks.append((row["id"], here))
        try:
            ids = self._rows.add(table.name, fresh) if fresh else range(0)
        except (ValueError, TypeError, OverflowError) as error:
            raise self._broken(table.name) from error
        marks += [(row["id"], here) for row, here in zip(fresh, ids, strict=True)]
        if marks:
            self._rows.mark(table.name, marks)
        if table.name == "contacts":
            self._came.added += ids
        if table.name == "touches":
            self._came.touches += len(ids)

    def _point(self, table: Carried, batch: list[Record]) -> None:
        """Turn the giver's ids in references into ours; None where the row is not here."""
        for column, to in table.refers.items():
            if LATE.get(table.name) == column:
                continue
            wanted = {row[column] for row in batch if row[column] is not None}
            known = self._rows.known(to, wanted)
            there = self._rows.there(to, known.values())
            for row in batch:
                row[f"giver_{column}"] = row[column]
                here = known.get(row[column])
                row[column] = here if here in there else None

    def _has_needed(self, table: Carried, row: Record) -> bool:
        if any(row[column] is None for column in table.needs):
            return False
        if table.name != "attachments":
            return True
        had = row["giver_contact_id"] is not None or row["giver_company_id"] is not None
        return not had or row["contact_id"] is not None or row["company_id"] is not None

    def _elsewhere(self, table: Carried, row: Record, foreign: _Foreign) -> int | None:
        """The row here that is this one already: by a way round another diary, or saying the same."""
        for diary, origin_id in foreign.get(row["id"], ()):
            here = self._rows.known_elsewhere(table.name, diary, origin_id)
            if here is not None:
                return here
        if table.name == "companies":
            return self._firm(row)
        if table.name in SAME and not self._of_newcomer(table, row):
            return self._rows.same(table.name, row)
        return None

    def _of_newcomer(self, table: Carried, row: Record) -> bool:
        owner = row.get("contact_id")
        return table.owner == "contact_id" and owner is not None and owner > self._lookup.newest_contact

    def _firm(self, row: Record) -> int | None:
        found = self._lookup.companies((row["name_key"],)).get(row["name_key"])
        if found is None:
            return None
        lacking = {name: row[name] for name in _FILLED if row[name] and not getattr(found, name)}
        if lacking:
            self._came.firms[found.id] = lacking
        return found.id

    # -- people ---------------------------------------------------------------------------------

    def _met(self, batch: list[Record], foreign: _Foreign) -> tuple[list[Record], list[tuple[int, int]]]:
        """Who of a batch is new, and the marks of who was here; who was erased here is left out."""
        batch = self._without_erased(batch)
        taken = set(self._came.joined)
        new: list[Record] = []
        marks: list[tuple[int, int]] = []
        alike = self._alike(batch)
        for row in batch:
            here = next(
                (
                    found
                    for diary, origin_id in foreign.get(row["id"], ())
                    if (found := self._rows.known_elsewhere("contacts", diary, origin_id)) is not None
                ),
                alike.get(row["id"]),
            )
            introducer, row["introduced_by"] = row["introduced_by"], None
            if here is None or here in taken:
                new.append(row)
            else:
                taken.add(here)
                marks.append((row["id"], here))
                self._came.joined[here] = contact_of([-1, *(row[name] for name in COLUMNS)])
            if introducer is not None:
                self._came.late.append((row["id"], introducer))
        return new, marks

    def _alike(self, batch: list[Record]) -> dict[int, int]:
        """Who of a batch surely is somebody of this diary, as an import would say."""
        lookup, asked = self._lookup, {row["id"]: self._identity(row) for row in batch}
        emails = lookup.by_email({email for who in asked.values() for email in who.emails})
        phones = lookup.by_phone({phone for who in asked.values() for phone in who.phones})
        names = lookup.by_name({(name_key(who.name), None) for who in asked.values()})
        near: dict[int, set[int]] = {}
        for giver_id, who in asked.items():
            found = near.setdefault(giver_id, set(names.get((name_key(who.name), None), ())))
            found.update(one for email in who.emails for one in emails.get(email, ()))
            found.update(one for phone in who.phones for one in phones.get(phone, ()))
        known = lookup.contacts({one for found in near.values() for one in found})
        there = {one: Person.known(entry).identity() for one, entry in known.items()}
        sure: dict[int, int] = {}
        for giver_id, found in near.items():
            matches = [
                (match, one)
                for one in found
                if one in there and (match := compare(asked[giver_id], there[one])) is not None
            ]
            best = [one for match, one in matches if match.certainty is Certainty.SAME]
            if len(best) == 1:
                sure[giver_id] = best[0]
        return sure

    def _identity(self, row: Record) -> Identity:
        firm = row["company_id"]
        company = "" if firm is None else self._context.companies.one(firm).name
        return Identity(
            row["name"],
            company,
            frozenset(self._emails.get(row["id"], ())),
            frozenset(self._phones.get(row["id"], ())),
            nameless=is_stand_in(row["name"]),
        )

    def _without_erased(self, batch: list[Record]) -> list[Record]:
        kept = DoNotImport(self._context.store)
        salt = self._context.diary_facts.known_salt()
        if salt is None or not kept.any():
            return batch
        come = []
        for row in batch:
            who = self._identity(row)
            marks = marks_of(salt, name_key(who.name), name_key(who.company), who.emails, who.phones)
            if kept.among(marks):
                self._left_out.add(row["id"])
                self._came.erased += 1
            else:
                come.append(row)
        return come

    def _introduce(self) -> None:
        """Say who introduced whom, now that all people are there."""
        people = self._context.people
        for start in range(0, len(self._came.late), _BATCH):
            batch = self._came.late[start : start + _BATCH]
            known = self._rows.known("contacts", {each for pair in batch for each in pair})
            there = self._rows.there("contacts", known.values())
            for giver_id, introducer in batch:
                here, by = known.get(giver_id), known.get(introducer)
                if here is None or by not in there or here == by:
                    continue
                if here in self._came.joined:
                    self._came.joined[here] = replace(self._came.joined[here], introduced_by=by)
                else:
                    kept = people.contact(here).extra
                    extra = tuple(line for line in kept if not line.startswith(UNKNOWN))
                    people.change(here, introduced_by=by, extra=extra)

    def _join(self) -> None:
        """Put what came on who was here: what they lack, and every refusal."""
        context, policy = self._context, self._context.policy
        for here, other in self._came.joined.items():
            before = context.people.contact(here)
            after = merged_person(before, other, policy)
            changed = {
                name: getattr(after, name)
                for name in Contact.__slots__
                if name not in ("id", "phones", "emails", "tags", "owner")
                and getattr(after, name) != getattr(before, name)
            }
            context.people.change(here, **changed)
            if GIVEN_TAG in before.tags:  # they come back to who once gave them
                tags = (tag for tag in context.people.contact(here).tags if tag != GIVEN_TAG)
                context.people.set_tags(here, tags)
                context.people.change(here, owner=other.owner)
        for company_id, lacking in self._came.firms.items():
            context.companies.change(company_id, **lacking)
            if "rating" in lacking:
                self.affected.update(context.companies.colleagues(company_id))

    # -- reading --------------------------------------------------------------------------------

    def _gathered(self, table: str, column: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        carried = next(each for each in TABLES if each.name == table)
        for row in self._read(carried):
            if row[column]:
                found.setdefault(row["contact_id"], []).append(row[column])
        return found

    def _foreign(self, table: str) -> dict[int, list[tuple[str, int]]]:
        """From which third diaries the rows of a table came to the giver."""
        found: dict[int, list[tuple[str, int]]] = {}
        for row in self._package.lines(ORIGINS):
            if row.get("tbl") == table:
                try:
                    found.setdefault(int(row["id"]), []).append((str(row["diary"]), int(row["origin_id"])))
                except (KeyError, ValueError, TypeError) as error:
                    raise self._broken("origins") from error
        return found

    def _touches_wanted(self) -> set[int]:
        """The touches in which somebody takes part who comes in."""
        links: Iterable[Record] = self._package.lines("touch_contacts.jsonl")
        return {row.get("touch_id", 0) for row in links if row.get("contact_id") not in self._left_out}

    def _broken(self, what: str) -> DiaryError:
        return DiaryError(
            f"The package has something this diary cannot hold ({what.replace('_', ' ')}): ask for it again,"
            " made with the same version of KitDiary; nothing was changed."
        )


def _whole(row: Record, columns: set[str]) -> Record:
    """The row, if it has every column and a number; KeyError else."""
    if not columns <= row.keys() or type(row["id"]) is not int:
        raise KeyError("id")
    return row
