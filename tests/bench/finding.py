"""Finding words in a million notes, and opening one person's page."""

from collections.abc import Iterator

from kitdiary.domain.touches import Touch
from kitdiary.storage.search import Hit, HitKind, search
from tests.bench.generate import BIG, diary
from tests.bench.invent import COMMON, RARE
from tests.bench.measure import Figure, difference, in_turns, ratio, raw, shown
from tests.bench.morning import opened

_NOTES = (HitKind.NOTE,)
_FTS = "SELECT rowid FROM notes_search WHERE notes_search MATCH ? ORDER BY rowid DESC LIMIT 50"
_LIKE = "SELECT id FROM touches WHERE note LIKE ? ORDER BY at DESC LIMIT 50"
_LIKE_ALL = "SELECT count(*) FROM touches WHERE note LIKE ?"
_PAGE = """
SELECT t.* FROM touch_contacts l CROSS JOIN touches t ON t.id = l.touch_id
WHERE l.contact_id = ? ORDER BY l.at DESC LIMIT 200
"""


def words() -> Iterator[Figure]:
    """A rare word against the bare index, a word in a third of all notes against reading them."""
    with opened(BIG) as big:
        store = big.context.store
        connection = raw(store.path)

        def found(word: str, *kinds: HitKind) -> list[Hit]:
            with store.read():
                return search(store, word, kinds or tuple(HitKind))

        def index(word: str) -> int:
            return len(connection.execute(_FTS, (word,)).fetchall())

        rare, rare_all, rare_raw = in_turns(
            lambda: found(RARE, *_NOTES), lambda: found(RARE), lambda: index(RARE), rounds=31
        )
        common, common_all, like, newest = in_turns(
            lambda: found(COMMON, *_NOTES),
            lambda: found(COMMON),
            lambda: connection.execute(_LIKE_ALL, (f"%{COMMON}%",)).fetchall(),
            lambda: connection.execute(_LIKE, (f"%{COMMON}%",)).fetchall(),
            rounds=7,
        )
        connection.close()
    over = difference(rare, rare_raw) * 1e3
    yield Figure("a rare word in notes, more than the bare index", over, "ms", 1, shown(rare))
    everywhere = difference(rare_all, rare_raw) * 1e3
    yield Figure("  everywhere (people, notes, insights …)", everywhere, "ms", 1, shown(rare_all))
    remark = f"{shown(common)} against {shown(like)}"
    yield Figure(
        "a word in a third of all notes, against a LIKE scan", ratio(common, like), "x", 0.05, remark
    )
    yield Figure("  everywhere", ratio(common_all, like), "x", 0.05, shown(common_all))
    yield Figure("  against the newest 50 by LIKE", ratio(common, newest), "x", 0.05, shown(newest))


def contact() -> Iterator[Figure]:
    """One contact with its last 200 touches."""
    with opened(BIG) as big:
        context = big.context
        connection = raw(diary(BIG))
        (number, touches) = connection.execute(
            "SELECT contact_id, count(*) FROM touch_contacts GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
        ).fetchone()

        def ours() -> list[Touch]:
            with context.store.read():
                context.people.contact(number)
                return context.touches.timeline(number, 200)

        def theirs() -> list[tuple[object, ...]]:
            connection.execute("SELECT * FROM contacts WHERE id = ?", (number,)).fetchall()
            return connection.execute(_PAGE, (number,)).fetchall()

        own, other, card = in_turns(ours, theirs, lambda: big.cards.one(number), rounds=31)
        connection.close()
    remark = f"{shown(own)} against {shown(other)}; of {touches}"
    yield Figure("one contact with the last 200 touches, against raw SQL", ratio(own, other), "x", 3, remark)
    yield Figure("  the whole card, plan and insights too", ratio(card, other), "x", None, shown(card))
