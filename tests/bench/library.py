"""Whom an item fits among 100,000, and what one person gets of a library of 5,000."""

from collections.abc import Callable, Iterator
from random import Random
from statistics import median
from time import perf_counter

from kitdiary.domain.names import name_key
from kitdiary.services.diary import Diary
from kitdiary.services.library import LibraryQuery
from tests.bench.generate import BIG, copy_of, diary, remove
from tests.bench.measure import Figure, percentile95, shown
from tests.bench.morning import opened_at

ITEMS = 5_000
_TOPICS = (
    "reseller newsletter packaging food safety machines chemistry energy pricing medical devices logistics"
    " audit export customs claims returns warehouse cooling drivers"
).split()
_PEOPLE = 31
_ROUNDS = 7
_ASKED = {
    "a tag": {"topics": ("resellers",)},
    "an industry, a tag": {"topics": ("food safety", "reseller", "packaging")},
    "a word in a third of all insights": {"topics": ("pricing", "energy")},
    "topics of two words": {"topics": ("energy pricing", "medical devices")},
    "a competitor": {"topics": ("machines",), "competitor": "Veltra"},
    "anybody": {"topics": ()},
}


def _fill(big: Diary) -> None:
    """Put 5,000 items into the library, with one to three topics of one or two words."""
    random, store = Random(1), big.context.store
    with store.operation("Added a library", big.context.now()):
        for number in range(ITEMS):
            title = f"Paper {number}"
            item = store.insert(
                "content",
                title=title,
                title_key=name_key(title),
                kind="article",
                added_on=f"2026-{random.randint(1, 11):02}-01",
                competitor="Veltra" if number % 50 == 0 else "",
                industries="food" if number % 10 == 0 else "",
            )
            for topic in {_topic(random, number) for _ in range(random.randint(1, 3))}:
                store.insert("content_topics", content_id=item, topic=topic, topic_key=name_key(topic))


def _topic(random: Random, number: int) -> str:
    first = random.choice(_TOPICS)
    if random.random() < 0.4:
        return f"{first} {random.choice(_TOPICS)}"
    return first if random.random() < 0.5 else f"{first} {number % 400}"


def _seconds(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def library() -> Iterator[Figure]:
    """Both questions, on a copy of the big diary; the first time and when something was written since."""
    path = copy_of(diary(BIG))
    try:
        with opened_at(path) as big:
            _fill(big)
            ids = Random(2).sample(range(1, 100_000), _PEOPLE)
            big.suggestions.prepare()
            first = _seconds(lambda: big.suggestions.best_for(ids[0]))
            again = [_seconds(lambda who=who: big.suggestions.best_for(who)) for who in ids]
            anew = []
            for who in ids:
                big.contacts.edit((who,), notes=f"written {who}")
                anew.append(_seconds(lambda who=who: big.suggestions.best_for(who)))
            yield Figure("one person among 5,000 items", median(again) * 1e3, "ms", 50)
            yield Figure("  the slowest in twenty", percentile95(again) * 1e3, "ms")
            yield Figure("  after something was written", median(anew) * 1e3, "ms", 50, shown(anew))
            yield Figure("  the first time", first * 1e3, "ms")
            for what, fields in _ASKED.items():
                big.library.add(f"Asked: {what}", **fields)
                item = big.library.ids(LibraryQuery(), 1)[0]
                taken = [_seconds(lambda item=item: big.suggestions.who_fits(item)) for _ in range(_ROUNDS)]
                found = big.suggestions.who_fits(item)
                remark = f"{found.now_count:,} fit, {found.held_count:,} held; first {taken[0] * 1e3:.0f} ms"
                yield Figure(f"who fits, by {what}", median(taken) * 1e3, "ms", 200, remark)
            yield Figure("what came of all items", _seconds(big.library.reach) * 1e3, "ms")
    finally:
        remove(path)
