"""The strip on a contact's page: what is next, at what rhythm, and how the timing stands."""

from collections.abc import Callable
from datetime import date

from kitdiary.domain.people import Fit
from kitdiary.domain.reasons import precise_words
from kitdiary.domain.steps import Step
from kitdiary.services.cards import ContactCard
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import Act
from kitdiary.ui.words import day_words, timing_words

Cell = tuple[str, str, str, Act | None, bool]


def cells(card: ContactCard, desk: Desk, show_touch: Callable[[int], None]) -> list[Cell]:
    """The cells of the strip; a date opens the touch it was counted from."""
    today = desk.diary.context.today()
    plan = card.plan
    found: list[Cell] = []
    for name, step in (
        (tr("Promised"), plan.promise),
        (tr("Reply owed"), plan.reply),
        (tr("Thanks"), plan.thanks),
        (tr("Next talk"), plan.talk),
        (tr("Next value-add"), plan.value_add),
    ):
        if step is not None:
            found.append(_step(name, step, today, show_touch))
    edit: Act = lambda: desk.go("edit-contact", card.contact.id)  # noqa: E731 - a row of the table below
    found.append((tr("Rhythm"), _rhythm(card), _rhythm_source(card), edit, False))
    found.append((tr("Fit and timing"), _fit(card, today), _timing(card, today), edit, False))
    return found


def _step(name: str, step: Step, today: date, show_touch: Callable[[int], None]) -> Cell:
    when = day_words(step.due_on, today)
    if step.due_at is not None:
        when += f" {step.due_at:%H:%M}"
    touch_id = step.reason.touch_id
    act = None if touch_id is None else lambda: show_touch(touch_id)
    return name, when, step.reason.sentence(today), act, step.original_on < today


def _rhythm(card: ContactCard) -> str:
    talk, email = card.plan.talk_days, card.plan.email_days
    parts = [tr("Talk {0} days", talk)] if talk is not None else []
    parts += [tr("email {0} days", email)] if email is not None else []
    return " · ".join(parts) or tr("None")


def _rhythm_source(card: ContactCard) -> str:
    contact, company = card.contact, card.company
    if "default" not in (contact.talk_every, contact.email_every):
        return tr("their own cadence")
    if contact.rating is not None:
        over = tr(", over the company’s {0}", company.rating) if company and company.rating else ""
        return tr("own rating {0}", contact.rating) + over
    if company is not None and company.rating is not None:
        return tr("the company’s rating {0}", company.rating)
    return tr("not rated: counted as {0}", card.plan.effective_rating)


def _fit(card: ContactCard, today: date) -> str:
    timing = card.contact.timing
    open_now = timing is not None and timing.on >= today
    return {
        Fit.YES: tr("Right fit, not yet") if open_now else tr("Right fit"),
        Fit.UNSURE: tr("Fit not clear"),
        Fit.NO: tr("No fit"),
    }[card.contact.fit]


def _timing(card: ContactCard, today: date) -> str:
    timing = card.contact.timing
    if timing is None:
        return card.contact.fit_note or tr("no timing known")
    when = precise_words(timing.on, timing.precision, today)
    passed = tr(" (passed)") if timing.on < today else ""
    return f"{timing_words(timing.kind)} {when}{passed}"
