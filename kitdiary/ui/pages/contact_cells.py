"""The strip on a contact's page: what is next, at what rhythm, and how the timing stands."""

from datetime import date
from functools import partial

from kitdiary.domain.people import Contact, Fit
from kitdiary.domain.reasons import Rule, precise_words
from kitdiary.domain.steps import Step, StepKind
from kitdiary.services.cards import ContactCard
from kitdiary.ui.pages.card_page import CardPage
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import Act
from kitdiary.ui.widgets.strip import Cell
from kitdiary.ui.words import begun, day_words, inside_words, timing_kind_words, timing_words


def cells(card: ContactCard, page: CardPage) -> list[Cell]:
    """The cells of the strip; each opens what it is made of: a touch, a promise, a setting."""
    today = page.desk.diary.context.today()
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
            found.append(_step(name, step, card, page))
    found.append(Cell(tr("Rhythm"), _rhythm(card), rhythm_source(card), lambda: _why_rhythm(card, page)))
    fit = Cell(
        tr("Fit and timing"), _fit(card, today), _timing(card, today), lambda: _why_fit(card, page, today)
    )
    found.append(fit)
    return found


def _step(name: str, step: Step, card: ContactCard, page: CardPage) -> Cell:
    today = page.desk.diary.context.today()
    when = day_words(step.due_on, today)
    if step.due_at is not None:
        when += f" {step.due_at:%H:%M}"
    touch_id = step.reason.touch_id
    act: Act = partial(_why_step, name, step, card, page)
    if touch_id is not None:
        act = partial(page.timeline.show_touch, touch_id)
    return Cell(name, when, step.reason.sentence(today), act, step.original_on < today)


def _why_step(name: str, step: Step, card: ContactCard, page: CardPage) -> None:
    """A step that was counted from no touch: what it was counted from."""
    desk, contact_id = page.desk, card.contact.id
    today = desk.diary.context.today()
    lines = [step.reason.sentence(today)]
    links: list[tuple[str, Act]] = [
        (tr("Move it to another day …"), lambda: desk.go("snooze", (contact_id, step.kind)))
    ]
    if step.kind is StepKind.PROMISE:
        lines = [_promise_line(card, place, today) for place in range(len(card.promises))]
        links.insert(0, (tr("It is kept"), lambda: desk.write(lambda: desk.diary.steps.kept(contact_id))))
    elif step.kind is StepKind.THANKS:
        introduced = desk.diary.cards.circle(contact_id).introduced
        links += [
            (tr("Open {0}", known), partial(desk.open_contact, who))
            for who, known in introduced
            if known == step.reason.what
        ]
    elif step.reason.rule in (Rule.TIMING, Rule.TIMING_PASSED):
        links.append((tr("Change the timing …"), lambda: desk.go("edit-contact", contact_id)))
    else:
        added = inside_words(card.contact.added_on, today)
        lines.append(tr("In the diary since {0}.", added))
        links.append((tr("How often for each rating …"), lambda: desk.go("settings")))
    if step.original_on != step.due_on:
        lines.append(tr("Moved from {0}.", inside_words(step.original_on, today)))
    page.why(name, lines, *links)


def _promise_line(card: ContactCard, place: int, today: date) -> str:
    promise = card.promises[place]
    clock = "" if promise.at is None else f" {promise.at:%H:%M}"
    return f"{day_words(promise.on, today)}{clock}: {promise.what}"


# -- rhythm -----------------------------------------------------------------------------------


def _rhythm(card: ContactCard) -> str:
    talk, email = card.plan.talk_days, card.plan.email_days
    parts = [tr("Talk {0} days", talk)] if talk is not None else []
    parts += [tr("email {0} days", email)] if email is not None else []
    return " · ".join(parts) or tr("None")


def rhythm_source(card: ContactCard) -> str:
    """Which rating the rhythm is that of."""
    contact = card.contact
    if "default" not in (contact.talk_every, contact.email_every):
        return tr("their own cadence")
    return rating_source(card)


def rating_source(card: ContactCard) -> str:
    """Where the rating is from."""
    contact, company = card.contact, card.company
    if contact.rating is not None:
        over = tr(", over the company’s {0}", company.rating) if company and company.rating else ""
        return tr("own rating {0}", contact.rating) + over
    if company is not None and company.rating is not None:
        return tr("the company’s rating {0}", company.rating)
    return tr("not rated: counted as {0}", card.plan.effective_rating)


def _why_rhythm(card: ContactCard, page: CardPage) -> None:
    desk, contact, company = page.desk, card.contact, card.company
    code = card.plan.effective_rating
    level = next((one for one in desk.diary.context.policy.scale if one.code == code), None)
    lines = [begun(rating_source(card)) + "."]
    if level is not None:
        talk = tr("no talk") if level.talk is None else tr("talk every {0}", level.talk.words)
        email = tr("no email") if level.email is None else tr("email every {0}", level.email.words)
        lines.append(tr("{0} ({1}): {2}, {3}.", level.code, level.name, talk, email))
    lines += _overrides(contact)
    links: list[tuple[str, Act]] = [
        (tr("Change it for them …"), lambda: desk.go("edit-contact", contact.id)),
        (tr("How often for each rating …"), lambda: desk.go("settings")),
    ]
    if company is not None:
        links.append((tr("Open {0}", company.name), lambda: desk.open_company(company.id)))
    page.why(tr("Rhythm"), lines, *links)


def _overrides(contact: Contact) -> list[str]:
    found = []
    for words, every in (
        (tr("For them: talk every {0}.", "{0}"), contact.talk_every),
        (tr("For them: email every {0}.", "{0}"), contact.email_every),
    ):
        if every != "default":
            found.append(words.format(tr("never") if every is None else every.words))  # type: ignore[union-attr]
    return found


# -- fit and timing ---------------------------------------------------------------------------


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


def _why_fit(card: ContactCard, page: CardPage, today: date) -> None:
    contact, desk = card.contact, page.desk
    timing = contact.timing
    seen = "" if contact.fit_on is None else tr("judged {0}", inside_words(contact.fit_on, today))
    lines = [
        " · ".join(part for part in (_fit(card, today), seen) if part),
        contact.fit_note,
        contact.fit_link,
    ]
    if timing is not None:
        when = precise_words(timing.on, timing.precision, today)
        since = inside_words(timing.recorded_on, today)
        lines.append(tr("{0}: {1}, recorded {2}", timing_kind_words(timing.kind), when, since))
        lines.append(timing.note)
    page.why(tr("Fit and timing"), lines, (tr("Change it …"), lambda: desk.go("edit-contact", contact.id)))
