"""What is worth sending: content items (PRODUCT §1); `fitting` says to whom."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FRESH_DAYS = 31
"""Days for which an item counts as new."""


class ContentKind(StrEnum):
    """What sort of thing a content item is."""

    ARTICLE = "article"
    WHITEPAPER = "whitepaper"
    COMPETITOR_NOTE = "competitor-note"
    LINK = "link"
    NEWSLETTER = "newsletter"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class ContentItem:
    """Something worth sending. ``until`` is the last day it is worth anything, None for ever.

    ``industries`` are those it was made for; it may fit others too, by its topics.
    """

    id: int
    title: str
    kind: ContentKind = ContentKind.ARTICLE
    link: str = ""
    topics: tuple[str, ...] = ()
    why: str = ""
    until: date | None = None
    competitor: str = ""
    added_on: date = date.min
    archived: bool = False
    industries: tuple[str, ...] = ()

    def offered(self, today: date) -> bool:
        """Whether it may still be proposed: not archived, and ``until`` has not passed."""
        return not self.archived and (self.until is None or self.until >= today)

    def fresh(self, today: date) -> bool:
        """Whether it came into the library within the last `FRESH_DAYS`."""
        return (today - self.added_on).days <= FRESH_DAYS

    @property
    def all_topics(self) -> tuple[str, ...]:
        """What it can fit by: its topics, the industries it is for, the competitor it is about."""
        return (*self.topics, *self.industries, *((self.competitor,) if self.competitor else ()))


@dataclass(frozen=True, slots=True)
class ColleagueHad:
    """Somebody at the same company who has had an item already, and when last."""

    contact_id: int
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item worth sending to one person, and the topics it shares with them (none: it fits anyone)."""

    item: ContentItem
    topics: tuple[str, ...]
    fresh: bool = False
    """Whether it is new."""
    points: int = 0
    """How well it fits, see `fitting`; 0 where it fits anyone."""
    colleague: ColleagueHad | None = None
    """Who at the same company has had it: they may have passed it on. None also where nobody looked."""

    @property
    def reason(self) -> str:
        """Why it fits: ``fits: food safety; new this month``."""
        fits = f"fits: {', '.join(self.topics)}" if self.topics else "fits anyone"
        return f"{fits}; new this month" if self.fresh else fits
