"""What is to be done with each row of an import, and how the rows are counted."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from kitdiary.domain.people import Company, Contact, Labelled
from kitdiary.services.exchange.records import ImportRecord, PhoneEntry, Picture, Reject


class Answer(StrEnum):
    """What the rep says about one row that may be about somebody there."""

    MERGE = "merge"
    """It is the same person: fill in what they lack."""
    BOTH = "both"
    """It is somebody else: add them."""
    LEAVE = "leave"
    """Leave the row alone."""


@dataclass(frozen=True, slots=True)
class RowChoice:
    """What the rep chose for one row of a file. Rows without one go as the import decides."""

    answer: Answer | None = None
    found: int = 0
    """Whom to merge with: a contact, or minus the line of a row before; 0 for who fits best."""
    take: frozenset[str] = frozenset()
    """Fields of which the file's value replaces what the diary has (names as in `Conflict`)."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field where diary and file differ: its name, what is here, what the file says."""

    field: str
    here: str
    file: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a row may be about."""

    found: int
    """A contact, or minus the line of a row before."""
    name: str
    company: str
    reason: str
    """What both have, in words: ``same email``."""
    conflicts: tuple[Conflict, ...] = ()


class OnDuplicate(StrEnum):
    """What happens to a row about somebody who is there already."""

    FILL = "fill"
    SKIP = "skip"
    NEW = "new"


class Kind(StrEnum):
    """What happens to one row. Every row is counted under exactly one."""

    ADD = "added"
    """A person, or with a row that names only a company a company, who was not there."""
    FILL = "updated"
    """Surely one there; something empty is filled, or an address, number or tag added."""
    UNCHANGED = "unchanged"
    """Surely one there, and the row says nothing new."""
    DUPLICATE = "duplicates"
    """Left alone. With ``skip`` everybody who is or may be there; with ``fill`` who may be: several fit
    equally well, or an address or mobile is the same and the name is another."""
    REJECT = "rejected"
    """Could not be read."""


@dataclass(frozen=True, slots=True)
class Known:
    """A contact of the diary with what an import needs beside."""

    contact: Contact
    company_name: str = ""
    e164s: tuple[str, ...] = ()
    """The E.164 forms of ``contact.phones``, in their order, "" where there is none."""
    has_touches: bool = False
    has_picture: bool = False


class Lookup(Protocol):
    """How an import asks the diary; each method takes a batch, and leaves out what is not there."""

    def by_email(self, keys: Collection[str], /) -> Mapping[str, Collection[int]]:
        """Contact ids by `email_key`."""

    def by_phone(self, e164s: Collection[str], /) -> Mapping[str, Collection[int]]:
        """Contact ids by E.164 number."""

    def by_uid(self, uids: Collection[str], /) -> Mapping[str, Collection[int]]:
        """Contact ids by the UID of the card they came from, or that this diary gives them."""

    def by_name(
        self, keys: Collection[tuple[str, str | None]], /
    ) -> Mapping[tuple[str, str | None], Collection[int]]:
        """Contact ids by `name_key` of person and company: "" for people without one, None for whichever."""

    def similar(self, stems: Collection[str], names: Collection[str], /) -> Iterable[tuple[int, str, str]]:
        """Id and `name_key` of person and company of who works at such a company, or has such a name.

        Companies by `company_stem`, names by `name_key`; nobody without a company.
        """

    def contacts(self, ids: Collection[int], /) -> Mapping[int, Known]:
        """Whole contacts by id."""

    def companies(self, keys: Collection[str], /) -> Mapping[str, Company]:
        """Companies by `name_key`; of several with one name the oldest."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What a person there already gets. Nothing in it replaces anything but a permission now refused."""

    changes: Mapping[str, Any] = field(default_factory=dict)
    """Attributes of `Contact` and their values, for ``dataclasses.replace``. ``consent`` is among them where
    the file refuses what the diary permits: the stricter wins. ``name`` only where it was a stand-in."""
    emails: tuple[Labelled, ...] = ()
    phones: tuple[PhoneEntry, ...] = ()
    tags: tuple[str, ...] = ()
    last_contact: date | None = None
    """For a contact without any touch only."""
    picture: Picture | None = None
    """For a contact without one only."""
    introduced_by: str = ""
    """The UID, address or name of who introduced them, for a contact of whom nobody did."""

    def __bool__(self) -> bool:
        return bool(
            self.changes
            or self.emails
            or self.phones
            or self.tags
            or self.last_contact
            or self.picture
            or self.introduced_by
        )


@dataclass(frozen=True, slots=True)
class CompanyStep:
    """The company a row names: one of the diary, or one this import makes at the first step with its key."""

    key: str
    name: str
    company_id: int | None
    """None: not in the diary before this import."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """Attributes of `Company` that are empty so far, with their values."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with one row."""

    kind: Kind
    line: int
    record: ImportRecord | None = None
    reject: Reject | None = None
    contact_id: int | None = None
    """The contact of the diary the row is (or may be) about. With ADD: who the rep said it is not."""
    same_as: int | None = None
    """Instead of it the line of an earlier row, which was added."""
    fill: Fill | None = None
    company: CompanyStep | None = None
    link_company: bool = False
    """With FILL: the contact had no company and gets this one."""
    similar: bool = False
    """With ADD: they are like somebody there; ``why`` says whom. Added unless the rep says otherwise."""
    why: str = ""
    candidates: tuple[Candidate, ...] = ()
    """Whom the row is about, or may be: who fits best first. Only where a preview asked for it."""


@dataclass(slots=True)
class Totals:
    """How many rows came to what; ``rows`` is the sum of the other five."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: int = 0

    @property
    def rows(self) -> int:
        """All rows of the file, blank ones and headings apart."""
        return self.added + self.updated + self.unchanged + self.duplicates + self.rejected

    def count(self, decision: Decision) -> None:
        """Count one row."""
        name = decision.kind.value
        setattr(self, name, getattr(self, name) + 1)

    def as_json(self, source: str, operation_id: int | None) -> dict[str, object]:
        """The object `import --json` prints (PRODUCT §5); ``operation_id`` is None in a dry run."""
        return {
            "operation_id": operation_id,
            "source": source,
            "rows": self.rows,
            "added": self.added,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "rejected": self.rejected,
        }
