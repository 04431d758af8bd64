"""Finding people who are there twice among 100,000: beside the blocking alone, and how many are found."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from kitdiary.bootstrap import open_diary
from kitdiary.domain.likeness import Because, blocks_of, pairs_of
from kitdiary.domain.names import email_key, name_key
from kitdiary.services.diary import Diary
from kitdiary.storage.alike import Alike
from tests.bench.generate import NOW
from tests.bench.invent import firms, people
from tests.bench.measure import Figure, in_turns, ratio, shown

PEOPLE, TWICE = 98_000, 2_000
_FIRMS = 12_500
_ROUNDS = 3


def duplicates() -> Iterator[Figure]:
    """The whole search beside reading and blocking alone; and what it finds of 2,000 entered twice."""
    with tempfile.TemporaryDirectory() as folder, open_diary(Path(folder, "d.kitdiary"), NOW) as diary:
        injected = _fill(diary)
        alike = Alike(diary.context.store)

        def blocking() -> None:
            with diary.context.store.read():
                known = dict(alike.everybody())
            for _pair in pairs_of(known, blocks_of(known)):
                pass

        block, whole = in_turns(blocking, diary.merging.duplicates, rounds=_ROUNDS)
        found = {(pair.one, pair.other): pair for pair in diary.merging.duplicates()}
        missed = len(injected - found.keys())
        false = [pair for pair in found.values() if (pair.one, pair.other) not in injected]
        similar = sum(1 for pair in false if pair.because is Because.SIMILAR)
        remark = f"blocking {shown(block, 's')}, whole {shown(whole, 's')}"
        beside = ratio(whole, block)
        yield Figure("duplicates among 100,000, beside the blocking alone", beside, "x", 1.5, remark)
        yield Figure("  of 2,000 entered twice not found", 100 * missed / len(injected), "%", 1.0)
        said = f"{similar} of them similar"
        yield Figure("  pairs found that nobody entered twice", len(false), "", None, said)


def _fill(diary: Diary) -> set[tuple[int, int]]:
    """People of companies, and after them 2,000 of them again as another address book has them."""
    random = Random(11)
    names, companies = people(random), firms(random)
    rows = [(*next(names), number % _FIRMS) for number in range(PEOPLE)]
    firm_names = [next(companies) for _ in range(_FIRMS)]
    twins = [(number, *_again(random, rows[number])) for number in random.sample(range(PEOPLE), TWICE)]
    everybody = [(f"{given} {family}", firm) for given, family, firm in rows]
    everybody += [(name, firm) for _, name, firm in twins]
    store, now = diary.context.store, diary.context.now()
    with store.operation("Filled", now), store.bulk():
        written = [*firm_names, *(f"{name} GmbH" for name in firm_names)]
        store.bulk_insert("companies", ("name", "name_key"), ((name, name_key(name)) for name in written))
        ids = store.bulk_insert(
            "contacts",
            ("name", "name_key", "company_id", "first_talk_on", "added_on"),
            ((name, name_key(name), firm + 1, "2026-11-24", "2026-11-20") for name, firm in everybody),
        )
        emails = [(ids[n], f"{rows[n][0]}.{rows[n][1]}{n}@firm{rows[n][2]}.example") for n in range(PEOPLE)]
        phones = [(ids[n], f"+49221{5_550_000 + n}") for n in range(PEOPLE)]
        store.bulk_insert(
            "contact_emails",
            ("contact_id", "position", "value", "value_key"),
            ((who, 0, email, email_key(email)) for who, email in emails),
        )
        store.bulk_insert(
            "contact_phones",
            ("contact_id", "position", "value", "e164"),
            ((who, 0, number, number) for who, number in phones),
        )
    return {(ids[n], ids[PEOPLE + place]) for place, (n, *_) in enumerate(twins)}


def _again(random: Random, row: tuple[str, str, int]) -> tuple[str, int]:
    """The same person as somebody else typed them, without email and phone: name and company."""
    given, family, firm = row
    at = random.randrange(1, len(family) - 1)
    slip = random.choice((
        family[:at] + family[at + 1 :],
        family[:at] + family[at + 1] + family[at] + family[at + 2 :],
        family[:at] + random.choice("aeinrst") + family[at:],
    ))  # fmt: skip
    spelt = (f"{given} {slip}", f"{family}, {given}", f"{given[0]}. {family}", f"Dr. {given} {family}")
    return random.choice(spelt), firm + random.choice((0, _FIRMS))
