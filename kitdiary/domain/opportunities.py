"""Opportunities: what may be bought, with whom it came up, and what came of it (PRODUCT §1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kitdiary.domain.people import Moment


class Stage(StrEnum):
    """How far an opportunity is."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A possible sale to a contact. Dates are local, moments the instants they were entered.

    ``before_need`` says that we were talking before the need was defined. ``closed`` goes with
    ``closed_on``: both or none.
    """

    id: int
    contact_id: int
    title: str
    value: Decimal | None
    currency: str
    stage: Stage
    before_need: bool
    opened_on: date
    opened: Moment
    closed_on: date | None = None
    closed: Moment | None = None
