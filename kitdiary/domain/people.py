"""People and the companies they work for, and what the rep has judged of them (PRODUCT §1)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kitdiary.domain.intervals import Interval


class Fit(StrEnum):
    """Is this the right kind of customer, ever? Never mixed up with timing."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


class Role(StrEnum):
    """What a person is to the rep; all of them live in the same diary."""

    PROSPECT = "prospect"
    CUSTOMER = "customer"
    FORMER_CUSTOMER = "former-customer"
    PARTNER = "partner"
    ALLY = "ally"


class State(StrEnum):
    """Active, paused until a date, or closed. There is no "lost" contact (PRODUCT §1)."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class ClosedReason(StrEnum):
    """The only reasons a contact may leave the diary's care."""

    NO_CONTACT = "no-contact"
    LEFT_FIELD = "left-field"
    DECEASED = "deceased"
    DUPLICATE = "duplicate"


class TimingKind(StrEnum):
    """Why the door may open; each kind has its lead in the policy."""

    CONTRACT_END = "contract-end"
    BUDGET_ROUND = "budget-round"
    PROJECT_START = "project-start"
    NEW_MANAGER = "new-manager"
    OTHER = "other"


class Precision(StrEnum):
    """How exactly a timing's date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Timing:
    """When the door may open. ``on`` is the first day of what ``precision`` names."""

    kind: TimingKind
    on: date
    precision: Precision
    recorded_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person allows: calls, email, other (letters, chat, social)."""

    calls: bool = True
    email: bool = True
    other: bool = True

    @property
    def any(self) -> bool:
        """Whether any channel is permitted."""
        return self.calls or self.email or self.other

    @property
    def value_add(self) -> bool:
        """Whether a value-add may go out by some channel (PRODUCT §2.12)."""
        return self.email or self.other


class Inherit(StrEnum):
    """The override that is none: the rating's cadence counts."""

    DEFAULT = "default"


DEFAULT = Inherit.DEFAULT

Override = Interval | None | Inherit
"""What a contact says of one clock: an interval, None (it does not run) or DEFAULT (as the rating)."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A phone number or an email address with its label (``work``, ``mobile`` …)."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address, as much of it as is known."""

    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """A firm. ``rating`` is a code on the policy's scale, or None (unrated)."""

    id: int
    name: str
    rating: str | None = None
    industry: str = ""
    website: str = ""
    notes: str = ""
    address: Address = Address()


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, whole. What the plan needs of them is `Standing`."""

    id: int
    name: str
    company_id: int | None = None
    given_name: str = ""
    family_name: str = ""
    job_title: str = ""
    role: Role = Role.PROSPECT
    rating: str | None = None
    fit: Fit = Fit.UNSURE
    fit_note: str = ""
    fit_link: str = ""
    fit_on: date | None = None
    timing: Timing | None = None
    consent: Consent = Consent()
    paused_until: date | None = None
    closed: ClosedReason | None = None
    closed_on: date | None = None
    first_talk_on: date = date.min
    added_on: date = date.min
    talk_every: Override = DEFAULT
    email_every: Override = DEFAULT
    time_zone: str = ""
    language: str = ""
    best_hours: str = ""
    source: str = ""
    owner: str = ""
    website: str = ""
    notes: str = ""
    birthday: str = ""
    introduced_by: int | None = None
    address: Address = Address()
    phones: tuple[Labelled, ...] = ()
    emails: tuple[Labelled, ...] = ()
    tags: tuple[str, ...] = ()
    extra: tuple[str, ...] = field(default=())
    """Properties of an imported card that the diary has no field for, each as one unfolded line."""

    def state(self, today: date) -> State:
        """Active, paused or closed, as seen from ``today``; a pause ends on its date."""
        if self.closed is not None:
            return State.CLOSED
        if self.paused_until is not None and self.paused_until > today:
            return State.PAUSED
        return State.ACTIVE


@dataclass(frozen=True, slots=True)
class Standing:
    """What `plan` needs of a contact, and nothing more: a slim row is read for 100,000 of them."""

    id: int
    rating: str | None
    fit: Fit
    timing: Timing | None
    consent: Consent
    paused_until: date | None
    closed: bool
    first_talk_on: date
    added_on: date
    talk_every: Override = DEFAULT
    email_every: Override = DEFAULT

    @classmethod
    def of(cls, contact: Contact) -> "Standing":
        """The standing of a whole contact."""
        return cls(
            contact.id,
            contact.rating,
            contact.fit,
            contact.timing,
            contact.consent,
            contact.paused_until,
            contact.closed is not None,
            contact.first_talk_on,
            contact.added_on,
            contact.talk_every,
            contact.email_every,
        )


class Moment(NamedTuple):
    """An instant in the order of writing: epoch seconds in UTC, then the operation that wrote it.

    Two facts of the same second are told apart by which was entered first. Compares as a tuple.
    """

    at: int
    operation: int = 0

    @property
    def entered(self) -> tuple[int, int]:
        """Its place in the order of entering: what was logged late took place before, but came after."""
        return self.operation, self.at
