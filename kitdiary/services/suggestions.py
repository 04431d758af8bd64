"""Who gets what: the best items for a person, and the people an item fits (PRODUCT §2.11, §4 Library)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kitdiary.domain.content import ColleagueHad, Suggestion
from kitdiary.domain.fitting import Shelf, fit, for_anyone
from kitdiary.domain.words import keys
from kitdiary.domain.workdays import workdays_of
from kitdiary.services.context import Context
from kitdiary.storage.fits import Fits
from kitdiary.storage.interests import known_interests
from kitdiary.storage.sendable import Sendable

SHOWN = 40
"""So many people of each sort are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """Somebody an item fits who has not had it."""

    contact_id: int
    name: str
    company: str
    job_title: str
    rating: str
    """The effective rating."""
    reason: str
    colleague: ColleagueHad | None
    """Who at the same company has had it already."""
    held_until: date | None = None
    """The first day it may go to them, where it may not today."""
    paused: bool = False
    """Whether that is because they asked for a pause; else they, or a colleague, just heard from the rep."""


@dataclass(frozen=True, slots=True)
class WhoFits:
    """The people an item fits and who have not had it: at once, and those held back, best first."""

    now: tuple[Fitting, ...]
    held: tuple[Fitting, ...]
    now_count: int
    held_count: int


class Suggestions:
    """Proposes. What has been had is never proposed again, in whatever way it came."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._shelf: tuple[tuple[int, date], Shelf] | None = None
        """The shelf made last, with the last change of the diary it knows of and its day."""

    @staticmethod
    def prepare() -> None:
        """Load what compares words, from whichever thread: the first comparison then waits for nothing."""
        keys("prepared")

    def best(self, contact_ids: Sequence[int], day: date | None = None) -> dict[int, Suggestion]:
        """The item most worth sending to each of these people on a day; who has none is left out."""
        found = self._each(contact_ids, day, lambda shelf, person, had: [shelf.best(person, had)])
        return {who: one for who, (one,) in found.items() if one is not None}

    def of(self, contact_id: int, most: int = 5) -> list[Suggestion]:
        """What is worth sending to one person today, best first, each with the colleague who has had it."""
        with self._context.store.read():
            asked = self._each((contact_id,), None, lambda shelf, person, had: shelf.all(person, had, most))
            return [self._with_colleague(contact_id, one) for one in asked.get(contact_id, []) if one]

    def best_for(self, contact_id: int) -> Suggestion | None:
        """The best for one person today, with the colleague who has had it; None where nothing fits."""
        with self._context.store.read():
            found = self.best((contact_id,)).get(contact_id)
            return None if found is None else self._with_colleague(contact_id, found)

    def _each(
        self,
        contact_ids: Sequence[int],
        day: date | None,
        ask: "Callable[..., Sequence[Suggestion | None]]",
    ) -> dict[int, Sequence[Suggestion | None]]:
        context = self._context
        if not contact_ids:
            return {}
        with context.store.read():
            shelf = self._shelf_of(day or context.today())
            had = context.touches.content_had(contact_ids)
            known = known_interests(context.store, contact_ids)
        return {who: ask(shelf, one.interests, had.get(who, ())) for who, one in known.items()}

    def _shelf_of(self, day: date) -> Shelf:
        """The items of a day; of a large library they are read anew only when something was written."""
        context = self._context
        key = context.library.last_change(), day
        kept = self._shelf
        if kept is None or kept[0] != key:
            kept = self._shelf = key, Shelf(context.library.items(archived=False), day)
        return kept[1]

    def _with_colleague(self, contact_id: int, found: Suggestion) -> Suggestion:
        colleague = Sendable(self._context.store).colleague_had(contact_id, found.item.id)
        return replace(found, colleague=colleague)

    # -- for one item -------------------------------------------------------------------------

    def who_fits(self, item_id: int, most: int = SHOWN) -> WhoFits:
        """Whom an item fits who has not had it; nobody for one that is expired or archived.

        In a large diary it takes a moment: not for a window's thread.
        """
        context = self._context
        with context.store.read():
            item, today = context.library.item(item_id), context.today()
            if not item.offered(today):
                return WhoFits((), (), 0, 0)
            sendable = Sendable(context.store)
            if for_anyone(item):
                points = dict.fromkeys(sendable.everybody(), 0)
            else:
                points = Fits(context.store).points(item, today)
            had = sendable.who_had(item_id)
            out, paused = sendable.standing(points, today)
            gaps = self._gaps(sendable, today)
            may = points.keys() - out - had.keys()
            held = may & (paused.keys() | gaps[0].keys() | gaps[1].keys())
            now = may - held
            first = self._best(sendable, now, points, most)
            later = self._best(sendable, held, points, most)
            known = known_interests(context.store, (*first, *later))
            people = sendable.people(known)
            colleagues = sendable.colleagues_had(known, had)
        shown: dict[int, Fitting] = {}
        for who, one in known.items():
            why = fit(item, one.interests, today)
            if why is not None:
                until, resting = self._until(who, gaps, paused, today)
                shown[who] = Fitting(who, *people[who], why.reason, colleagues.get(who), until, resting)
        return WhoFits(
            tuple(shown[who] for who in first if who in shown),
            tuple(shown[who] for who in later if who in shown),
            len(now),
            len(held),
        )

    def _gaps(self, sendable: Sendable, today: date) -> tuple[dict[int, str], dict[int, str]]:
        """Who has just heard from the rep themselves, and whose colleague has, and when (PRODUCT §2.11)."""
        policy = self._context.policy
        own = sendable.heard(policy.person_gap_days, today)
        recent = sendable.heard(policy.company_gap_days, today)
        return own, sendable.colleagues_of(recent) if recent else {}

    def _until(
        self, who: int, gaps: tuple[dict[int, str], dict[int, str]], paused: dict[int, date], today: date
    ) -> tuple[date | None, bool]:
        """From when on something may be sent to a person, None for today; whether a pause is the reason."""
        policy = self._context.policy
        free = today
        for heard, days in zip(gaps, (policy.person_gap_days, policy.company_gap_days), strict=True):
            if who in heard:
                free = max(free, date.fromisoformat(heard[who]) + timedelta(days=days))
        resting = paused.get(who, today) > free
        free = max(free, paused.get(who, today))
        return (workdays_of(policy).next_from(free), resting) if free > today else (None, False)

    def _best(self, sendable: Sendable, ids: "set[int]", points: dict[int, int], most: int) -> list[int]:
        """The first so many: most points, then the better rating, then who has been there longer."""
        groups: dict[int, list[int]] = {}
        for who in ids:
            groups.setdefault(points[who], []).append(who)
        found: list[int] = []
        for count in sorted(groups, reverse=True):
            if len(found) < most:
                found += self._by_rating(sendable, set(groups[count]), most - len(found))
        return found

    def _by_rating(self, sendable: Sendable, ids: "set[int]", most: int) -> list[int]:
        found: list[int] = []
        for code in self._context.policy.codes:
            if len(found) < most and ids:
                rated = ids & sendable.of_rating(code)
                found += sorted(rated)
                ids -= rated
        return [*found, *sorted(ids)][:most]
