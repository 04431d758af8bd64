"""What a demo diary holds: the domain's own dataclasses, with ids that count from 1 within each kind."""

from dataclasses import dataclass
from datetime import date

from kitdiary.domain.content import ContentItem
from kitdiary.domain.opportunities import Opportunity
from kitdiary.domain.people import Company, Contact
from kitdiary.domain.policy import Policy
from kitdiary.domain.steps import Skip, Snooze
from kitdiary.domain.touches import Insight, Promise, Touch

DEMO_POLICY = Policy(country="US")
"""The policy as delivered, for a rep in the United States.

The rep could live anywhere; the US it is, because its numbers 555-01xx are the best known fictional
ones, most of the invented people are there, and its few public holidays leave a demo with something to do
on most days.
"""
DEMO_SETTINGS = (
    ("country", "US"),
    ("rep", "Robin Vale"),
    ("sign-off", "Best from the road\nRobin Vale"),
    ("sign-off.de", "Herzliche Grüße von unterwegs\nRobin Vale"),
    ("sign-off.fr", "Bien cordialement\nRobin Vale"),
)
"""The settings that differ from those delivered, as `domain.setting_keys` reads them."""


@dataclass(frozen=True, slots=True)
class DemoPromise:
    """A promise, to whom, and when it was ticked or dropped."""

    contact_id: int
    promise: Promise
    ticked_on: date | None = None
    dropped_on: date | None = None


@dataclass(frozen=True, slots=True)
class DemoSnooze:
    """A step the rep moved, and whose."""

    contact_id: int
    snooze: Snooze


@dataclass(frozen=True, slots=True)
class DemoSkip:
    """A step the rep let pass, whose, and why."""

    contact_id: int
    skip: Skip
    why: str


@dataclass(frozen=True, slots=True)
class DemoDiary:
    """A whole diary, made for one day. Touches are oldest first, their ids rising with them."""

    today: date
    policy: Policy
    settings: tuple[tuple[str, str], ...]
    companies: tuple[Company, ...]
    contacts: tuple[Contact, ...]
    content: tuple[ContentItem, ...]
    touches: tuple[Touch, ...]
    insights: tuple[Insight, ...]
    promises: tuple[DemoPromise, ...]
    snoozes: tuple[DemoSnooze, ...]
    skips: tuple[DemoSkip, ...]
    opportunities: tuple[Opportunity, ...]
