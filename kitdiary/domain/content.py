"""What is worth sending to whom: content items, and the topics they share with a person (PRODUCT §1, §2.11).

Pure. A `Shelf` is made once of the items that may be sent on a day and then asked about many people;
who a nuisance rule holds back, and who has had what, is for the caller to say.

Corners decided here:

- A topic fits a person when all its words are among theirs (tag "cold-chain logistics", topic "logistics"),
  or when one of their tags or the industry lies inside it (tag "food", topic "food safety").
- The competitor of an item is one of its topics: who uses Veltra wants to hear about Veltra.
- Of two items that fit, the one whose fitting topics share more words with the person is the better:
  "food safety" says more about someone than "food". Then the newer one.
- An item without topics fits anyone, but comes after every item with something in common.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kitdiary.domain.words import stems


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
    """Something worth sending. ``until`` is the last day it is worth anything, None for ever."""

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

    def offered(self, today: date) -> bool:
        """Whether it may still be proposed: not archived, and ``until`` has not passed."""
        return not self.archived and (self.until is None or self.until >= today)

    @property
    def all_topics(self) -> tuple[str, ...]:
        """Its topics, and the competitor it is about."""
        return (*self.topics, self.competitor) if self.competitor else self.topics


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item worth sending to one person, and the topics it shares with them (none: it fits anyone)."""

    item: ContentItem
    topics: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why it fits: ``fits: food safety``."""
        return f"fits: {', '.join(self.topics)}" if self.topics else "fits anyone"


@dataclass(frozen=True, slots=True)
class Interests:
    """What is known of a person's interests, prepared for comparing."""

    words: frozenset[str]
    labels: tuple[frozenset[str], ...]
    """Tags and industry, each as its words."""

    @classmethod
    def of(cls, tags: Iterable[str], industry: str = "", insights: Iterable[str] = ()) -> "Interests":
        """From the person's tags, the industry of their company and the texts of their insights."""
        labels = tuple(found for label in (*tags, industry) if (found := stems(label)))
        return cls(frozenset().union(*labels, *map(stems, insights)), labels)

    def share(self, topic: frozenset[str]) -> bool:
        """Whether a topic, as its words, fits."""
        return topic <= self.words or any(label <= topic for label in self.labels)


class Shelf:
    """The items that may be sent on a day. Make it once, ask it about each person."""

    def __init__(self, items: Iterable[ContentItem], today: date) -> None:
        offered = [item for item in items if item.offered(today)]
        offered.sort(key=lambda item: (item.added_on, item.id), reverse=True)
        self._for_anyone: list[ContentItem] = []
        self._items: dict[int, tuple[int, ContentItem]] = {}
        self._by_topic: dict[frozenset[str], list[int]] = {}
        self._by_word: dict[str, list[frozenset[str]]] = {}
        for place, item in enumerate(offered):
            topics = {found for topic in item.all_topics if (found := stems(topic))}
            if topics:
                self._items[item.id] = place, item
            else:
                self._for_anyone.append(item)
            for topic in topics:
                self._by_topic.setdefault(topic, []).append(item.id)
        for topic in self._by_topic:
            for word in topic:
                self._by_word.setdefault(word, []).append(topic)

    def best(self, person: Interests, sent_ids: Collection[int] = ()) -> Suggestion | None:
        """The item most worth sending: most in common, then the newest; None where nothing fits.

        ``sent_ids`` are the ids of the items the person has had already.
        """
        common = self._common(person, sent_ids)
        if common:
            item = self._items[min(common, key=lambda found: (-common[found], self._items[found][0]))][1]
            return self._suggestion(item, person)
        return next((Suggestion(item, ()) for item in self._for_anyone if item.id not in sent_ids), None)

    def all(self, person: Interests, sent_ids: Collection[int] = ()) -> list[Suggestion]:
        """Everything that fits and was not sent, best first."""
        common = self._common(person, sent_ids)
        order = sorted(common, key=lambda found: (-common[found], self._items[found][0]))
        found = [self._suggestion(self._items[item_id][1], person) for item_id in order]
        return found + [Suggestion(item, ()) for item in self._for_anyone if item.id not in sent_ids]

    def _common(self, person: Interests, sent_ids: Collection[int]) -> dict[int, int]:
        """How many words of its fitting topics each unsent item shares with the person, where any fits."""
        common: dict[int, int] = {}
        # Only a topic with a word of theirs can fit; most have none, and need no closer look.
        near = {topic for word in self._by_word.keys() & person.words for topic in self._by_word[word]}
        for topic in near:
            if person.share(topic):
                words = len(topic & person.words)
                for item_id in self._by_topic[topic]:
                    if item_id not in sent_ids:
                        common[item_id] = common.get(item_id, 0) + words
        return common

    @staticmethod
    def _suggestion(item: ContentItem, person: Interests) -> Suggestion:
        return Suggestion(item, fitting_topics(item, person) or ())


def fitting_topics(item: ContentItem, person: Interests) -> tuple[str, ...] | None:
    """The topics an item shares with a person, () where it fits anyone, None where it does not fit."""
    named = [(topic, stems(topic)) for topic in item.all_topics]
    named = [(topic, words) for topic, words in named if words]
    if not named:
        return ()
    return tuple(topic for topic, words in named if person.share(words)) or None


def suggest(
    items: Iterable[ContentItem], sent_ids: Collection[int], person: Interests, today: date
) -> Suggestion | None:
    """The item most worth sending to one person; for many people make one `Shelf` instead."""
    return Shelf(items, today).best(person, sent_ids)
