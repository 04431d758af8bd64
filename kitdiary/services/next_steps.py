"""What a rep does with the steps of the plan: promise, keep, snooze, skip."""

from datetime import UTC, date, datetime, time, timedelta

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import clean_text
from kitdiary.domain.people import Moment
from kitdiary.domain.plan import open_promises
from kitdiary.domain.rules.owed import is_open
from kitdiary.domain.steps import Skip, Snooze, Step, StepKind
from kitdiary.domain.touches import Channel, Promise
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.limits import check_day
from kitdiary.services.planning import Planning

STEP_WORDS = {
    StepKind.TALK: "talk",
    StepKind.VALUE_ADD: "value-add",
    StepKind.REPLY: "reply",
    StepKind.PROMISE: "promise",
    StepKind.THANKS: "thanks",
}
RAISED = "Raised a hand"
"""What a promise to somebody says who wants something now."""
_CHANGED = frozenset({Kind.STEPS, Kind.PROMISES})


class NextStepService:
    """Promises, snoozes and skips; each recomputes the plan of its contact."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    def promise(
        self, contact_id: int, on: date, what: str, at: time | None = None, channel: Channel = Channel.CALL
    ) -> Change:
        """Record a promise: a local date, perhaps a local time in the rep's zone, and a sentence."""
        context = self._context
        check_day(on)
        text = clean_text(what, "promise")
        if not text:
            raise InvalidInput("A promise needs a sentence: say what was promised.")
        if channel is Channel.WEB:
            raise InvalidInput("A promise cannot be kept by web: that channel only comes in.")
        instant = None if at is None else datetime.combine(on, at, context.zone)
        now = context.now()
        with context.store.operation("", now) as operation:
            person = context.people.contact(contact_id)
            if person.closed is not None:
                raise DiaryError(
                    f"{person.name} is closed ({person.closed}) and gets no next steps: "
                    "reopen the contact first."
                )
            operation.what = what_done = f"Promised {person.name}: {text}"
            context.promises.add(contact_id, on, instant, channel, text, moment_of(now, operation.id))
            replanned = self._planning.replan({contact_id}, context.policy)
        return Change(operation.id, what_done, _CHANGED, (contact_id,), replanned)

    def raise_hand(self, contact_id: int) -> Change:
        """Put somebody who wants something now on top of today: a promise to talk, at this minute.

        Promises with a time come first, by time (PRODUCT §2.17); what was promised them before waits a minute
        more. Where calls are not permitted it is a promise to write. Who waits so already stays as they are.
        """
        context = self._context
        now = context.now()
        with context.store.operation("", now) as operation:
            person = context.people.contact(contact_id)
            if person.closed is not None:
                raise DiaryError(
                    f"{person.name} is closed ({person.closed}) and gets no next steps: "
                    "reopen the contact first."
                )
            operation.what = what = f"{person.name} raised a hand"
            replanned: frozenset[int] = frozenset()
            if not any(one.what == RAISED and one.on == now.date() for one in self._open(contact_id)):
                channel = Channel.CALL if person.consent.calls else Channel.EMAIL
                at = now.replace(second=0, microsecond=0)
                made = moment_of(now, operation.id)
                self._wait_a_minute(contact_id, at, made)
                context.promises.add(contact_id, now.date(), at, channel, RAISED, made)
                replanned = self._planning.replan({contact_id}, context.policy)
        number = operation.id if operation.changed else None
        return Change(number, what, _CHANGED, (contact_id,), replanned)

    def _wait_a_minute(self, contact_id: int, at: datetime, made: Moment) -> None:
        """Of several promises the earliest is the step (PRODUCT §2.7): what is older comes after ``at``."""
        context = self._context
        later = at + timedelta(minutes=1)
        older = [
            step.promise_id
            for facts in context.facts.plan_facts({contact_id}).values()
            for step in open_promises(facts.standing, facts.company_rating, facts.history, context.policy)
            if step.due_on < at.date() or (step.due_at is not None and step.due_at <= at)
        ]
        context.promises.add_snoozes(
            (contact_id, Snooze(StepKind.PROMISE, later.date(), later, made, one)) for one in older
        )

    def _open(self, contact_id: int) -> list[Promise]:
        """The promises that wait."""
        facts = self._context.facts.plan_facts({contact_id}).get(contact_id)
        touches = () if facts is None else facts.history.touches
        return [one for one in self._context.promises.of(contact_id) if is_open(one, touches)]

    def kept(self, contact_id: int) -> Change:
        """Tick the promise that is shown as the contact's step."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            step = self._step(contact_id, StepKind.PROMISE, "keep")
            operation.what = what = f"Kept the promise to {self._name(contact_id)}: {step.reason.what}"
            context.promises.tick(self._promise_id(step), context.today())
            replanned = self._planning.replan({contact_id}, context.policy)
        return Change(operation.id, what, _CHANGED, (contact_id,), replanned)

    def open_step(self, contact_id: int, kind: StepKind, promise_id: int | None = None) -> Step | None:
        """One step that waits to be done; of several promises the one of this id, else the one shown.

        None where there is none, or no such contact. Inside a scope.
        """
        context = self._context
        steps = list(context.steps.plan_of(contact_id) or ())
        if promise_id is not None:
            # The plan shows the earliest promise alone; the others wait behind it (PRODUCT §2.7).
            for facts in context.facts.plan_facts({contact_id}).values():
                steps += open_promises(facts.standing, facts.company_rating, facts.history, context.policy)
        found = (step for step in steps if step.kind is kind and promise_id in (None, step.promise_id))
        return next(found, None)

    def snooze(
        self, contact_id: int, kind: StepKind, until: date | datetime, promise_id: int | None = None
    ) -> Change:
        """Move one step to a chosen day, or to an instant, no earlier than now.

        An instant without an offset is in the rep's zone. ``promise_id`` is which of several promises is
        meant, if not the one shown.
        """
        context = self._context
        now = context.now()
        instant = until if isinstance(until, datetime) else None
        if instant is not None and instant.tzinfo is None:
            instant = instant.replace(tzinfo=now.tzinfo)
        day = until if instant is None else instant.astimezone(now.tzinfo).date()
        check_day(day)
        # In UTC: within one zone Python compares wall clocks, which lie in the hour that comes twice.
        past = day < now.date() if instant is None else instant.astimezone(UTC) < now.astimezone(UTC)
        if past:
            raise InvalidInput(f"{until} is in the past: a step is snoozed to a later time.")
        with context.store.operation("", now) as operation:
            step = self._step(contact_id, kind, "snooze", promise_id)
            word = STEP_WORDS[kind]
            operation.what = what = f"Snoozed the {word} with {self._name(contact_id)} to {said(until, now)}"
            snooze = Snooze(kind, day, instant, moment_of(now, operation.id), step.promise_id)
            context.promises.add_snooze(contact_id, snooze)
            replanned = self._planning.replan({contact_id}, context.policy)
        return Change(operation.id, what, frozenset({Kind.STEPS}), (contact_id,), replanned)

    def skip(self, contact_id: int, kind: StepKind, why: str = "") -> Change:
        """Let one step pass: its clock starts again today. A promise is dropped; a reply needs a reason."""
        context = self._context
        reason = clean_text(why, "reason")
        if kind is StepKind.REPLY and not reason:
            raise InvalidInput("Somebody waits for this reply: to skip it, say why (--why).")
        now = context.now()
        with context.store.operation("", now) as operation:
            step = self._step(contact_id, kind, "skip")
            operation.what = what = f"Skipped the {STEP_WORDS[kind]} with {self._name(contact_id)}"
            if kind is StepKind.PROMISE:
                context.promises.drop(self._promise_id(step), now.date())
            skip = Skip(kind, now.date(), moment_of(now, operation.id))
            context.promises.add_skip(contact_id, skip, reason)
            replanned = self._planning.replan({contact_id}, context.policy)
        return Change(operation.id, what, _CHANGED, (contact_id,), replanned)

    def _step(self, contact_id: int, kind: StepKind, verb: str, promise_id: int | None = None) -> Step:
        name = self._name(contact_id)
        step = self.open_step(contact_id, kind, promise_id)
        if step is not None:
            return step
        raise DiaryError(f"{name} has no {STEP_WORDS[kind]} to {verb}.")

    def _promise_id(self, step: Step) -> int:
        if step.promise_id is None:
            raise RuntimeError("a promise step without its promise")
        return step.promise_id

    def _name(self, contact_id: int) -> str:
        return self._context.people.contact(contact_id).name


def said(until: date | datetime, now: datetime) -> str:
    """A day, or a day and the time in the zone of ``now``, as the history says it."""
    if not isinstance(until, datetime):
        return until.isoformat()
    local = until.replace(tzinfo=now.tzinfo) if until.tzinfo is None else until.astimezone(now.tzinfo)
    return f"{local:%Y-%m-%d %H:%M}"


def moment_of(now: datetime, operation: int) -> Moment:
    """The place of a fact in the order of writing: when, and by which operation."""
    return Moment(int(now.timestamp()), operation)
