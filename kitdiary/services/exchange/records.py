"""What an import reads, before anything is decided: one record for each row, or why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kitdiary.domain.people import (
    DEFAULT,
    Address,
    ClosedReason,
    Fit,
    Labelled,
    Override,
    Role,
    Timing,
)

NO_ADDRESS = Address()


@dataclass(frozen=True, slots=True)
class PhoneEntry:
    """A phone number as it will be stored: as typed, its label, its E.164 form ("" if none is known)."""

    value: str
    label: str = ""
    e164: str = ""
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a card. Its bytes wait in a file until they are wanted, for pictures are large."""

    media_type: str
    sha256: str
    load: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What only a diary knows of a contact, as our own files say it (PRODUCT §5, export)."""

    timing: Timing | None = None
    talk_every: Override = DEFAULT
    email_every: Override = DEFAULT
    paused_until: date | None = None
    closed: ClosedReason | None = None
    closed_on: date | None = None
    first_talk_on: date | None = None
    added_on: date | None = None
    fit_note: str = ""
    fit_link: str = ""
    fit_on: date | None = None
    introduced_by: str = ""
    """The UID, the email address or the name of who introduced them."""


NO_FACTS = OwnFacts()


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One person (or only a company) of a file, cleaned and checked. None and "" mean: the file does not say.

    ``line`` is the line of the file its row begins on, counted from 1.
    """

    line: int
    name: str = ""
    given_name: str = ""
    family_name: str = ""
    stand_in: bool = False
    """The file gave no name: ``name`` is the email address or the company until somebody knows better."""
    company: str = ""
    job_title: str = ""
    role: Role | None = None
    rating: str | None = None
    company_rating: str | None = None
    fit: Fit | None = None
    emails: tuple[Labelled, ...] = ()
    phones: tuple[PhoneEntry, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    owner: str = ""
    website: str = ""
    notes: str = ""
    birthday: str = ""
    time_zone: str = ""
    language: str = ""
    best_hours: str = ""
    address: Address = NO_ADDRESS
    industry: str = ""
    company_website: str = ""
    no_calls: bool = False
    no_email: bool = False
    no_other: bool = False
    last_contact: date | None = None
    """When the other program last saw any contact; whether it was a conversation the rep says."""
    uid: str = ""
    """What the other program knows them by; for good, if it does as it should."""
    own_uid: bool = False
    """The UID is from an export of a KitDiary: two rows with two of them are two people, however alike."""
    extra: tuple[str, ...] = ()
    """Properties the diary has no field for, as `Contact.extra` keeps them."""
    picture: Picture | None = None
    facts: OwnFacts = NO_FACTS

    @property
    def only_company(self) -> bool:
        """Whether the row names a company and nobody in it."""
        return not self.name


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be read: its line, its cells as they were, and one sentence why.

    Of a card the only cell is the whole of it.
    """

    line: int
    cells: tuple[str, ...]
    reason: str
