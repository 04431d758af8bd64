"""Putting right what was logged wrong: a touch or an insight is changed or taken out, and plans follow."""

from dataclasses import replace
from datetime import datetime
from typing import TypedDict, Unpack

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import clean_text
from kitdiary.domain.touches import Channel, Direction, Insight, InsightKind, Outcome, Touch
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.planning import Planning
from kitdiary.services.touch_log import check_touch

_TOUCH = frozenset({Kind.TOUCHES, Kind.STEPS})
_INSIGHT = frozenset({Kind.TOUCHES})


class TouchFields(TypedDict, total=False):
    """What can be corrected of a touch; what is left out stays as it is.

    Of new people all is known that the touch revealed.
    """

    contact_ids: tuple[int, ...]
    channel: Channel
    outcome: Outcome
    direction: Direction
    at: datetime
    note: str
    why: str
    wants_reply: bool


class CorrectionService:
    """Changes and removes what was logged. Everything is one operation and can be undone."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    # -- touches ------------------------------------------------------------------------------

    def touch(self, touch_id: int) -> Touch:
        """A touch, whole; DiaryError for an unknown id."""
        with self._context.store.read():
            return self._context.touches.touch(touch_id)

    def edit_touch(self, touch_id: int, **fields: Unpack[TouchFields]) -> Change:
        """Say what a touch really was.

        Everyone's plan that it moved, or moves now, is made anew. What it revealed goes with it. A number
        that was marked wrong stays so: that is changed at the person.
        """
        context = self._context
        now = context.now()
        with context.store.operation("", now) as operation:
            before = context.touches.touch(touch_id)
            after = _with(before, fields)
            after = replace(after, at=check_touch(after, now))
            for unknown in set(after.contact_ids) - set(before.contact_ids):
                context.people.contact(unknown)  # raises its sentence
            changed = context.corrections.change_touch(before, after)
            operation.what = what = f"Corrected {self._said(after)}"
            people = tuple(dict.fromkeys((*before.contact_ids, *after.contact_ids)))
            replanned = self._replan(people) if changed else frozenset()
        return Change(operation.id if operation.changed else None, what, _TOUCH, people, replanned)

    def remove_touch(self, touch_id: int) -> Change:
        """Take a touch out of the diary, with what it revealed: it never took place."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            touch = context.touches.touch(touch_id)
            operation.what = what = f"Removed {self._said(touch)}"
            context.corrections.remove_touch(touch_id)
            replanned = self._replan(touch.contact_ids)
        return Change(operation.id, what, _TOUCH, touch.contact_ids, replanned)

    def _replan(self, people: tuple[int, ...]) -> frozenset[int]:
        """Theirs, and that of the colleagues whose value-adds the touch held back or holds now."""
        return self._planning.replan(self._context.facts.affected(people), self._context.policy)

    def _said(self, touch: Touch) -> str:
        names = self._context.people.names(touch.contact_ids)
        whom = next(iter(names.values()), "") if len(names) == 1 else f"{len(names)} people"
        return f"a touch with {whom} ({touch.channel} of {touch.on}, {touch.outcome})"

    # -- insights -----------------------------------------------------------------------------

    def add_insight(self, contact_id: int, kind: InsightKind, text: str) -> Change:
        """Write down something known of a contact since today, from no touch."""
        context = self._context
        said = _insight_text(text)
        with context.store.operation("", context.now()) as operation:
            name = context.people.contact(contact_id).name
            operation.what = what = f"Noted about {name}: {said}"
            context.touches.add_insight(contact_id, kind, said, context.today())
        return Change(operation.id, what, _INSIGHT, (contact_id,))

    def edit_insight(self, insight_id: int, kind: InsightKind, text: str) -> Change:
        """Say it in other words, or as another kind; its date and its touch stay."""
        said = _insight_text(text)
        with self._context.store.operation("", self._context.now()) as operation:
            insight = self._context.corrections.insight(insight_id)
            operation.what = what = f"Corrected what is known of {self._whose(insight)}"
            self._context.corrections.change_insight(insight_id, kind, said)
        return Change(operation.id if operation.changed else None, what, _INSIGHT, (insight.contact_id,))

    def remove_insight(self, insight_id: int) -> Change:
        """Take out something that is not so."""
        with self._context.store.operation("", self._context.now()) as operation:
            insight = self._context.corrections.insight(insight_id)
            operation.what = what = f"Removed what was known of {self._whose(insight)}: {insight.text}"
            self._context.corrections.remove_insight(insight_id)
        return Change(operation.id, what, _INSIGHT, (insight.contact_id,))

    def _whose(self, insight: Insight) -> str:
        return self._context.people.contact(insight.contact_id).name


def _with(touch: Touch, fields: TouchFields) -> Touch:
    """The touch with the fields on it. One that turns out to have gone out asks for no reply."""
    direction = fields.get("direction", touch.direction)
    wants = fields.get("wants_reply", touch.wants_reply and direction is Direction.IN)
    return replace(
        touch,
        contact_ids=tuple(dict.fromkeys(fields.get("contact_ids", touch.contact_ids))),
        channel=fields.get("channel", touch.channel),
        outcome=fields.get("outcome", touch.outcome),
        direction=direction,
        at=fields.get("at", touch.at),
        note=clean_text(fields["note"]) if "note" in fields else touch.note,
        why=clean_text(fields["why"], "reason") if "why" in fields else touch.why,
        wants_reply=wants,
    )


def _insight_text(text: str) -> str:
    said = clean_text(text, "insight")
    if not said:
        raise InvalidInput("Say in a few words what is known.")
    return said
