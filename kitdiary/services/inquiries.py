"""Inquiries become contacts, touches and replies owed; each once, however often its file is read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.inquiries import Inquiry
from kitdiary.domain.names import email_key, name_key
from kitdiary.domain.phones import parse_phone
from kitdiary.domain.policy import Policy
from kitdiary.domain.touches import Channel, Direction, Outcome
from kitdiary.domain.workload import Load, Newcomer, spread_first_talks
from kitdiary.services.attachments import AttachmentService
from kitdiary.services.changes import Change, Kind
from kitdiary.services.contact_fields import ContactFields
from kitdiary.services.contacts import Contacts
from kitdiary.services.context import Context
from kitdiary.services.exchange.erased_rows import REASON
from kitdiary.services.exchange.form_file import FormRow, read_form
from kitdiary.services.exchange.records import Reject
from kitdiary.services.next_steps import NextStepService
from kitdiary.services.planning import Planning
from kitdiary.services.touch_log import TouchDraft, TouchLog

_SOURCES = {Channel.WEB: "web form", Channel.EMAIL: "mail", Channel.LETTER: "letter"}
_CHANGED = frozenset({Kind.CONTACTS, Kind.COMPANIES, Kind.TOUCHES, Kind.STEPS})


@dataclass(frozen=True, slots=True)
class Inquired:
    """What a file of inquiries came to. ``rows`` is the sum of the other counts and of the rejects."""

    change: Change
    rows: int
    added: int
    """Inquiries of people who were not there before."""
    matched: int
    """Inquiries of people who were."""
    known: int
    """Inquiries that are in the diary already."""
    rejects: tuple[Reject, ...]


@dataclass(slots=True)
class _Taken:
    """What was taken in of a file so far."""

    source: str
    added: int = 0
    matched: int = 0
    known: int = 0
    people: dict[int, None] = field(default_factory=dict)
    new: list[int] = field(default_factory=list)


class InquiryService:
    """Takes inquiries in. Each call is one operation and can be undone."""

    def __init__(
        self,
        context: Context,
        planning: Planning,
        contacts: Contacts,
        log: TouchLog,
        *,
        steps: NextStepService,
        files: AttachmentService,
    ) -> None:
        self._context = context
        self._planning = planning
        self._contacts = contacts
        self._log = log
        self._steps = steps
        self._files = files

    # -- one ----------------------------------------------------------------------------------

    def known(self, email: str, phone: str = "") -> int | None:
        """The contact of an address, else of a number; None where nobody has it."""
        with self._context.store.read():
            return self._known(Inquiry(email=email, phone=phone), self._context.policy)

    def take(
        self,
        inquiry: Inquiry,
        *,
        contact_id: int | None = None,
        wants_reply: bool = False,
        raised: bool = False,
        files: Sequence[tuple[str, bytes]] = (),
    ) -> Change:
        """Take one in: of this contact, else of the one with its address or number, else of a new one.

        ``files`` (names and contents) are kept with the contact. InvalidInput without anybody to write to.
        """
        context = self._context
        if contact_id is None and not inquiry.who:
            raise InvalidInput("Say who it is from: a name, an address or a number.")
        with context.store.together("", context.now()) as operation:
            who = contact_id or self._known(inquiry, context.policy) or self._add(inquiry)
            operation.what = what = f"Inquiry of {context.people.contact(who).name}"
            changes = [self._log.record(_draft(inquiry, who, wants_reply=wants_reply))]
            if files:
                changes.append(self._files.keep(files, contact_id=who))
            if raised:
                changes.append(self._steps.raise_hand(who))
        kinds = _CHANGED.union(*(change.kinds for change in changes))
        return Change(operation.id, what, kinds, (who,), frozenset({who}))

    # -- a file -------------------------------------------------------------------------------

    def take_file(self, path: Path, source: str = "") -> Inquired:
        """Take in the CSV of a form. What is in the diary already is left alone; bad rows are handed back.

        New people get ``source``, else the form's name; their first talks are spread as those of an import
        (PRODUCT §2.14). Who was erased is not brought back.
        """
        context = self._context
        rows = list(read_form(path, context.zone))
        rejects = [row for row in rows if isinstance(row, Reject)]
        taken = _Taken(source)
        with context.store.together(f"Inquiries of {path.name}", context.now()) as operation:
            policy = context.policy
            for row in (one for one in rows if isinstance(one, FormRow)):
                try:
                    self._one_row(row.inquiry, policy, taken)
                except DiaryError as error:
                    rejects.append(Reject(row.line, (), str(error)))
            self._spread(taken.new, policy)
            replanned = self._planning.replan(taken.people, policy)
        number = operation.id if operation.changed else None
        change = Change(number, operation.what, _CHANGED, tuple(taken.people), replanned)
        rejects.sort(key=lambda reject: reject.line)
        return Inquired(change, len(rows), taken.added, taken.matched, taken.known, tuple(rejects))

    def _one_row(self, inquiry: Inquiry, policy: Policy, taken: "_Taken") -> None:
        now = self._context.now()
        if inquiry.at is not None and inquiry.at > now:
            raise InvalidInput(f"{inquiry.at:%Y-%m-%d %H:%M} is in the future.")
        who = self._known(inquiry, policy)
        if who is not None and self._there(who, inquiry):
            taken.known += 1
            return
        draft = _draft(inquiry, 0, wants_reply=bool(inquiry.message))
        if who is None:
            self._check_erased(inquiry, policy)
            who = self._add(inquiry, taken.source)
            taken.new.append(who)
            taken.added += 1
        else:
            taken.matched += 1
        self._log.record(replace(draft, contact_ids=(who,)))
        taken.people[who] = None

    def _there(self, contact_id: int, inquiry: Inquiry) -> bool:
        """Whether the same came in by the web already: the same words, at the same time where it has one."""
        at = None if inquiry.at is None else int(inquiry.at.timestamp())
        return any(
            touch.channel is Channel.WEB
            and touch.note == inquiry.note
            and (at is None or int(touch.at.timestamp()) == at)
            for touch in self._context.touches.timeline(contact_id, -1)
        )

    # -- pieces -------------------------------------------------------------------------------

    def _known(self, inquiry: Inquiry, policy: Policy) -> int | None:
        """By the address, else by the number; of several the first who is not closed."""
        lookup = self._context.lookup
        found = lookup.by_email(inquiry.email) if inquiry.email else []
        if not found and inquiry.phone:
            found = lookup.by_e164(parse_phone(inquiry.phone, policy.country).e164)
        if len(found) < 2:
            return next(iter(found), None)
        people = self._context.people.contacts(found)
        return next((one for one in found if people[one].closed is None), found[0])

    def _add(self, inquiry: Inquiry, source: str = "") -> int:
        fields: ContactFields = {
            "name": inquiry.who,
            "source": source or inquiry.what or _SOURCES.get(inquiry.channel, "inquiry"),
        }
        if inquiry.email:
            fields["email"] = inquiry.email
        if inquiry.phone:
            fields["phone"] = inquiry.phone
        if inquiry.company:
            fields["company"] = inquiry.company
        return self._contacts.add(**fields).contact_ids[0]

    def _check_erased(self, inquiry: Inquiry, policy: Policy) -> None:
        from kitdiary.domain.erasure import marks_of
        from kitdiary.storage.do_not_import import DoNotImport

        salt = self._context.diary_facts.known_salt()
        if salt is None:
            return
        e164 = parse_phone(inquiry.phone, policy.country).e164 if inquiry.phone else ""
        emails = [email_key(inquiry.email)] if inquiry.email else []
        marks = marks_of(salt, name_key(inquiry.name), name_key(inquiry.company), emails, [e164])
        if DoNotImport(self._context.store).among(marks):
            raise DiaryError(REASON)

    def _spread(self, new: Sequence[int], policy: Policy) -> None:
        """First talks of several new people over the coming days, half of each day at most."""
        context = self._context
        if len(new) < 2:
            return
        load = context.steps.load_by_day(date.min)
        for contact_id in new:  # their own first talks are not there yet
            plan = context.steps.plan_of(contact_id)
            if plan is not None and plan.talk is not None and plan.talk.due_on in load:
                talks, value_adds = load[plan.talk.due_on]
                load[plan.talk.due_on] = talks - 1, value_adds
        newcomers = [Newcomer(policy.rank(policy.default_rating), talks=True)] * len(new)
        taken = {day: Load(*due) for day, due in load.items()}
        for contact_id, day in zip(
            new, spread_first_talks(newcomers, taken, context.today(), policy), strict=True
        ):
            context.people.change(contact_id, first_talk_on=day)


def _draft(inquiry: Inquiry, contact_id: int, *, wants_reply: bool) -> TouchDraft:
    return TouchDraft(
        (contact_id,),
        inquiry.channel,
        Outcome.RECEIVED,
        Direction.IN,
        inquiry.at,
        note=inquiry.note,
        wants_reply=wants_reply,
    )
