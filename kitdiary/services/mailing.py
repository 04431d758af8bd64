"""One email to many: who gets it, and the touch of each once it was sent (PRODUCT §2.11, §2.12)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.fitting import fit
from kitdiary.domain.names import name_key
from kitdiary.domain.templates import TemplateKind
from kitdiary.services.changes import Change
from kitdiary.services.context import Context
from kitdiary.services.touch_log import TouchLog
from kitdiary.services.writing import Writing
from kitdiary.storage.interests import known_interests
from kitdiary.storage.mailing import Addressee, MailingRows


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody an email to many can go to."""

    contact_id: int
    name: str
    company: str
    rating: str
    """The effective rating, "" where it is not known."""
    email: str
    topics: tuple[str, ...]
    """What it shares with them."""
    fits: bool
    """Whether it fits them: shares a topic, or is for anyone."""
    held_until: date | None
    """The first day it may go to them, where they, or a colleague, have just had something."""
    points: int = 0
    """How well it fits, see `fitting`."""

    @property
    def proposed(self) -> bool:
        """Whether they are ticked at first."""
        return self.fits and self.held_until is None


@dataclass(frozen=True, slots=True)
class Readers:
    """Those it can go to, the proposed ones first; those who have had it, and those without an address."""

    readers: tuple[Reader, ...]
    had: int
    no_address: int


class Mailing:
    """Newsletters and invitations."""

    def __init__(
        self,
        context: Context,
        log: TouchLog,
        together: "Callable[[str, Sequence[Callable[[], Change]]], Change]",
    ) -> None:
        self._context = context
        self._log = log
        self._together = together

    def readers(self, item_id: int, tag: str = "") -> Readers:
        """Who can get an item: active, allows email, has an address and has not had it.

        ``tag`` leaves only people with that tag. Takes a moment in a large diary: not for a window's thread.
        """
        context = self._context
        with context.store.read():
            today, policy = context.today(), context.policy
            item = context.library.item(item_id)
            rows = MailingRows(context.store)
            people, no_address = rows.addressees(today)
            had = context.touches.who_had(item_id)
            known = known_interests(context.store, [one.contact_id for one in people])
            gap = max(policy.person_gap_days, policy.company_gap_days)
            last = rows.last_outgoing(today - timedelta(days=gap))
        at_firm: dict[int, date] = {}
        for one in people:
            on = last.get(one.contact_id)
            if on is not None and one.company_id is not None:
                at_firm[one.company_id] = max(on, at_firm.get(one.company_id, on))
        found = []
        for one in people:
            tags = known[one.contact_id].tags
            if one.contact_id in had or (tag and name_key(tag) not in map(name_key, tags)):
                continue
            fits = fit(item, known[one.contact_id].interests, today)
            until = _held(one, last, at_firm, (policy.person_gap_days, policy.company_gap_days), today)
            found.append(
                Reader(
                    one.contact_id,
                    one.name,
                    one.company,
                    one.rating or "",
                    one.email,
                    () if fits is None else fits.topics,
                    fits is not None,
                    until,
                    0 if fits is None else fits.points,
                )
            )
        rank = policy.rank
        found.sort(
            key=lambda one: (
                not one.proposed,
                not one.fits,
                -one.points,
                rank(one.rating) if one.rating else 99,
                name_key(one.name),
                one.contact_id,
            )
        )
        return Readers(tuple(found), sum(one.contact_id in had for one in people), no_address)

    def sent(
        self,
        contact_ids: Sequence[int],
        title: str,
        subject: str,
        progress: Callable[[int, int], bool] | None = None,
    ) -> Change:
        """Log that an item went to these people: one touch each, all of it one operation and one undo.

        Broken off by ``progress`` (done, total) saying False, nothing of it stays. InvalidInput without an
        item, DiaryError for one that is not in the library.
        """
        ids = tuple(dict.fromkeys(contact_ids))
        drafts = [Writing.sent((one,), subject, TemplateKind.NEWSLETTER, content=title) for one in ids]
        total = len(drafts)

        def act(number: int) -> Change:
            if progress is not None and not progress(number, total):
                raise DiaryError("Stopped: nothing was logged. Do it again when you like.")
            return self._log.record(drafts[number])

        whom = "1 person" if total == 1 else f"{total:,} people"
        return self._together(f"Sent “{title}” to {whom}", [partial(act, number) for number in range(total)])


def _held(
    one: Addressee,
    last: dict[int, date],
    at_firm: dict[int, date],
    gaps: tuple[int, int],
    today: date,
) -> date | None:
    """The first day the nuisance rule lets something go to somebody, None where that is today."""
    own = last.get(one.contact_id)
    firm = None if one.company_id is None else at_firm.get(one.company_id)
    days = [
        on + timedelta(days=gap) for on, gap in ((own, gaps[0]), (firm, gaps[1])) if on is not None and gap
    ]
    until = max(days, default=today)
    return until if until > today else None
