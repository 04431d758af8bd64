"""What fits whom: the topics of a content item against what is known of a person (PRODUCT §2.11, §4).

Pure. A `Shelf` is made once of the items that may be sent on a day and then asked about many people;
who a nuisance rule holds back, and who has had what, is for the caller to say.

The rules, so that a rep can follow them:

- A topic fits a person when all its words are among theirs (tag "cold-chain logistics", topic "logistics"),
  or when one of their tags or the industry lies inside it (tag "food", topic "food safety").
- Each word they share counts: 3 where the person said it (a need or a frustration), 2 in a tag, 1 in the
  industry of their company. "Food safety" says more about someone than "food".
- An industry the item was made for counts 2 where the company is of it.
- The competitor an item is about counts 4 with whoever is known to use it: from anything they said, a tag, or
  the note on when their contract ends. It is why they want to hear about it: nobody else is proposed it.
- New in the library (31 days) counts 1 more, more than a year old 1 less. Of equals the newer comes first.
- An item about nothing in particular fits anyone, but comes after every item with something in common.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kitdiary.domain.content import ContentItem, Suggestion
from kitdiary.domain.words import Label, keys_of, label, label_keys

SAID, TAG, INDUSTRY = 3, 2, 1
"""Points of a word by where it is from."""
MADE_FOR, COMPETITOR = 2, 4
_OLD_DAYS = 365


@dataclass(frozen=True, slots=True)
class Interests:
    """What is known of a person's interests, prepared for comparing."""

    points: Mapping[str, int]
    """The keys of their words, with the most any of the sources gives for them."""
    labels: tuple[tuple[Label, int], ...]
    """Tags and industry, each with the points of a word."""
    industry: Label
    heard: frozenset[str]
    """The keys of everything that may name the supplier they have."""

    @classmethod
    def of(
        cls,
        tags: Iterable[str],
        industry: str = "",
        said: Iterable[str] = (),
        other: Iterable[str] = (),
    ) -> "Interests":
        """From tags, the company's industry, needs and frustrations, and ``other`` texts about them."""
        marks = [found for tag in tags if (found := label(tag))]
        trade = label(industry)
        spoken = frozenset().union(*map(keys_of, said))
        points: dict[str, int] = {}
        for where, count in ((trade, INDUSTRY), *((mark, TAG) for mark in marks), ((spoken,), SAID)):
            for word in where:
                points.update(dict.fromkeys(word, count))
        labels = [(mark, TAG) for mark in marks]
        if trade:
            labels.append((trade, INDUSTRY))
        heard = spoken.union(*(word for mark in marks for word in mark), *map(keys_of, other))
        return cls(points, tuple(labels), trade, heard)

    def share(self, topic: Label) -> int:
        """The points of a topic; 0 where it does not fit."""
        by_words = 0
        for word in topic:
            most = max((self.points.get(key, 0) for key in word), default=0)
            if not most:
                by_words = 0
                break
            by_words += most
        inside = (len(one) * count for one, count in self.labels if lies_inside(one, topic))
        return max(by_words, *inside, 0)

    def uses(self, competitor: Label) -> bool:
        """Whether they are known to use this competitor."""
        return bool(competitor) and all(word & self.heard for word in competitor)


def lies_inside(short: Label, long: Label) -> bool:
    """Whether every word of one label has a form in another."""
    return bool(short) and all(any(word & other for other in long) for word in short)


def of_industry(wanted: Label, industry: Label) -> bool:
    """Whether a company's industry is, widens or narrows the one an item was made for."""
    return lies_inside(wanted, industry) or lies_inside(industry, wanted)


def freshness(item: ContentItem, today: date) -> int:
    """What its age adds to the points of an item."""
    return 1 if item.fresh(today) else -1 if (today - item.added_on).days > _OLD_DAYS else 0


def for_anyone(item: ContentItem) -> bool:
    """Whether an item is about nothing in particular."""
    return not any(map(label, item.all_topics))


def fit(item: ContentItem, person: Interests, today: date) -> Suggestion | None:
    """How an item fits a person, None where it does not; whether it may be offered is not asked."""
    fresh = item.fresh(today)
    if for_anyone(item):
        return Suggestion(item, (), fresh)
    competitor = label(item.competitor)
    if competitor and not person.uses(competitor):
        return None
    found: dict[str, int] = {}
    for topic in item.topics:
        if points := person.share(label(topic)):
            found[topic] = points
    for industry in item.industries:
        if of_industry(label(industry), person.industry):
            found[industry] = max(MADE_FOR, found.get(industry, 0))
    if competitor:
        found[item.competitor] = COMPETITOR + found.get(item.competitor, 0)
    if not found:
        return None
    return Suggestion(item, tuple(found), fresh, sum(found.values()) + freshness(item, today))


class Shelf:
    """The items that may be sent on a day. Make it once, ask it about each person."""

    def __init__(self, items: Iterable[ContentItem], today: date) -> None:
        self._today = today
        self._items = {item.id: item for item in items if item.offered(today)}
        self._for_anyone: list[ContentItem] = []
        self._topics: dict[str, list[int]] = {}
        self._industries: dict[str, list[int]] = {}
        self._competitors: dict[str, list[int]] = {}
        for item in self._items.values():
            for topic in dict.fromkeys(item.topics):
                self._topics.setdefault(topic, []).append(item.id)
            for industry in dict.fromkeys(item.industries):
                self._industries.setdefault(industry, []).append(item.id)
            if item.competitor:
                self._competitors.setdefault(item.competitor, []).append(item.id)
            if for_anyone(item):
                self._for_anyone.append(item)
        self._for_anyone.sort(key=lambda item: (item.added_on, item.id), reverse=True)
        self._keys = [(topic, label_keys(topic)) for topic in self._topics]

    def best(self, person: Interests, sent_ids: Collection[int] = ()) -> Suggestion | None:
        """The item most worth sending: most points, then the newest; None where nothing fits.

        ``sent_ids`` are the ids of the items the person has had already.
        """
        points = self._points(person, sent_ids)
        if points:
            return fit(self._items[min(points, key=self._order(points))], person, self._today)
        items = (item for item in self._for_anyone if item.id not in sent_ids)
        return next((Suggestion(item, (), item.fresh(self._today)) for item in items), None)

    def all(
        self, person: Interests, sent_ids: Collection[int] = (), most: int | None = None
    ) -> list[Suggestion]:
        """Everything that fits and was not sent, best first; of the best at most so many."""
        points = self._points(person, sent_ids)
        order = sorted(points, key=self._order(points))[:most]
        found = [fit(self._items[item_id], person, self._today) for item_id in order]
        items = (item for item in self._for_anyone if item.id not in sent_ids)
        rest = [Suggestion(item, (), item.fresh(self._today)) for item in items]
        return [*(one for one in found if one is not None), *rest][:most]

    def _points(self, person: Interests, sent_ids: Collection[int]) -> dict[int, int]:
        """The points of every unsent item that fits, by the rules of `fit`."""
        found: dict[int, int] = {}
        # Only a topic with a word of theirs can fit; most have none, and need no closer look.
        words = frozenset(person.points)
        near = {topic for topic, its_keys in self._keys if not words.isdisjoint(its_keys)}
        self._add(found, self._topics, {topic: person.share(label(topic)) for topic in near})
        trades = {one: MADE_FOR for one in self._industries if of_industry(label(one), person.industry)}
        for industry, points in trades.items():
            for item_id in self._industries[industry]:
                twice = industry in near and industry in self._items[item_id].topics
                shared = person.share(label(industry)) if twice else 0
                found[item_id] = found.get(item_id, 0) + max(points, shared) - shared
        rivals = {one: COMPETITOR for one in self._competitors if person.uses(label(one))}
        self._add(found, self._competitors, rivals)
        for others in self._competitors.keys() - rivals.keys():
            if label(others):
                for item_id in self._competitors[others]:
                    found.pop(item_id, None)
        items, today = self._items, self._today
        return {
            item_id: points + freshness(items[item_id], today)
            for item_id, points in found.items()
            if item_id not in sent_ids
        }

    @staticmethod
    def _add(found: dict[int, int], having: Mapping[str, list[int]], points: Mapping[str, int]) -> None:
        for text, count in points.items():
            if count:
                for item_id in having[text]:
                    found[item_id] = found.get(item_id, 0) + count

    def _order(self, points: Mapping[int, int]) -> Callable[[int], tuple[int, int, int]]:
        items = self._items
        return lambda item_id: (-points[item_id], -items[item_id].added_on.toordinal(), -item_id)
