"""What "Log a touch" holds: read into an `Entry` to be saved, and into plans to be shown before that."""

from typing import TYPE_CHECKING

from kitdiary.domain.answers import Move, contract_timing
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.people import Timing, TimingKind
from kitdiary.domain.steps import NextSteps
from kitdiary.domain.touches import Channel
from kitdiary.ui.dialogs.base import Wrong
from kitdiary.ui.dialogs.log_choices import Asked
from kitdiary.ui.dialogs.log_entry import Deal, Entry, Promised
from kitdiary.ui.dialogs.log_outcome import Result
from kitdiary.ui.text import tr

if TYPE_CHECKING:
    from kitdiary.ui.dialogs.log_touch import LogTouch

MOST_PREVIEWED = 50


def entry_of(form: "LogTouch") -> Entry:
    """All that is filled in. Raises `Wrong` with the field that cannot be."""
    who, happened = form.who, form.happened
    if not who.people:
        raise Wrong(tr("Say with whom: type a name and choose the person."), who.who)
    if who.who.text().strip():
        raise Wrong(tr("Choose the person from the list, or empty the field."), who.who)
    form.preview()  # what is moved is what is planned for the people as they are now
    learnt = [(kind, made.text()) for kind, made in form.insights.items() if made.text().strip()]
    sends = gives(form)
    note = form.note.toPlainText()
    if not form.answered.isHidden():
        note = form.answered.note(note, gave=sends)
    taken = form.answers.accepted()
    return Entry(
        tuple(person.contact_id for person in who.people),
        tuple(person.name for person in who.people),
        form.how,
        happened.outcome,
        form.direction,
        happened.asked,
        form.read(who.clock, who.at),
        form.purpose.text(),
        note,
        (*learnt, *form.came.learnt(), *form.answers.learnt()),
        content=form.sent.content if sends else "",
        why=form.sent.why if sends else "",
        wants_reply=form.reply.isChecked() and not form.reply.isHidden(),
        timing=form.read(form.when.day, lambda: _timing(form)),
        every=next((one.every for one in taken if one.move is Move.LIGHTER), None),
        pause_until=next((one.on for one in taken if one.move is Move.PAUSE), None),
        promised=_promised(form),
        more_promised=form.answers.promised(),
        raised=form.raised.isChecked() and not form.raised.isHidden(),
        right_number="" if form.number_part.isHidden() else form.number.text().strip(),
        referred=form.read(form.came.referral.who, form.came.referred),
        deal=_deal(form),
        kept=form.kept.isChecked() and not form.kept.isHidden(),
        about=form.about.contact_id,
        moved=form.dates.moved(),
        moved_to=form.dates.moved_to,
    )


def plans_of(form: "LogTouch") -> dict[int, NextSteps]:
    """The plans of the people as they would be if this were saved now; the promise is to one of them."""
    people = [person.contact_id for person in form.who.people][:MOST_PREVIEWED]
    if not people:
        return {}
    about = form.about.contact_id
    first = [one for one in people if one == about]
    promised = [(one.on, one.channel, one.what) for one in form.answers.promised()]
    if form.happened.asked is Asked.CALL_BACK:
        what = form.promise.what.text() or tr("call back")
        promised.insert(0, (form.promise.day.value(), Channel.CALL, what))
    taken = form.answers.accepted()
    try:
        at = form.who.at()
    except DiaryError:
        at = None
    plans = form.desk.diary.preview.after_touch(
        [*first, *(one for one in people if one != about)],
        form.how,
        form.direction,
        form.happened.outcome,
        at,
        gave=gives(form),
        timing=_timing_or_none(form),
        promised=promised,
        every=next((one.every for one in taken if one.move is Move.LIGHTER), None),
        pause_until=next((one.on for one in taken if one.move is Move.PAUSE), None),
        no_calls=form.happened.asked is Asked.NO_CALLS,
        no_email=form.happened.asked is Asked.NO_EMAIL,
    )
    return {one: plans[one] for one in people if one in plans}


def gives(form: "LogTouch") -> bool:
    """Whether something of value was sent with it."""
    return not form.sent.isHidden() and bool(form.sent.content or form.sent.why)


def _timing(form: "LogTouch") -> Timing | None:
    """When the door may open; the end of a contract says with whom it is."""
    found = form.when.timing()
    named = form.answers.named()
    if found is None or found.kind is not TimingKind.CONTRACT_END or not named:
        return found
    return contract_timing(named, found.on, found.precision, found.recorded_on)


def _timing_or_none(form: "LogTouch") -> Timing | None:
    try:
        return _timing(form)
    except DiaryError:
        return None


def _promised(form: "LogTouch") -> Promised | None:
    if form.promise.isHidden():
        return None
    if not form.promise.what.text().strip():
        raise Wrong(tr("Say in a word what you promised."), form.promise.what)
    return form.read(form.promise.clock, form.promise.promised)


def _deal(form: "LogTouch") -> Deal | None:
    """The opportunity, its fields checked one by one."""
    if form.came.value is not Result.OPPORTUNITY:
        return None
    return form.came.deal_part.checked(form)
