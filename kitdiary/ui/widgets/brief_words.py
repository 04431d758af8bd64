"""What a brief says, line by line: beside Today, before a call and on a person's page alike."""

from datetime import date
from typing import TYPE_CHECKING

from kitdiary.domain.reasons import ago
from kitdiary.ui.text import tr
from kitdiary.ui.words import day_words

if TYPE_CHECKING:
    from kitdiary.services.brief import Brief

QUESTIONS = 3
"""So many questions at most: nobody keeps more in mind."""


def reason_lines(brief: "Brief", today: date, *, news: bool = True) -> list[str]:
    """Reasons to talk that are no pitch: what they got and said, news for them, an opinion."""
    found = [
        tr("Ask what they thought of “{0}” ({1})", given.what, day_words(given.on, today))
        for given in brief.sent[:2]
    ]
    found += [
        tr("They came to you: {0} ({1})", given.what, day_words(given.on, today)) for given in brief.heard[:1]
    ]
    if (said := brief.own_words) is not None:
        found.append(tr("They said “{0}” ({1}): ask how it is now", said.text, ago(said.on, today)))
    timing = brief.card.contact.timing
    if timing is not None and timing.note:
        found.append(timing.note)
    if news and brief.worth_sending is not None:
        found.append(tr("News for them: “{0}”", brief.worth_sending.item.title))
    if brief.opinion:
        found.append(tr("Ask for their opinion: {0}", brief.opinion))
    return found


def question_lines(brief: "Brief") -> list[str]:
    """The next questions, the most useful first."""
    return [question.text for question in brief.questions[:QUESTIONS]]


def unsaid_lines(brief: "Brief", today: date) -> list[str]:
    """What not to bring up: what they asked not to get, and what cannot be for them."""
    consent = brief.card.contact.consent
    found = [
        text
        for text, asked in (
            (tr("Asked not to be called"), not consent.calls),
            (tr("Asked for no email"), not consent.email),
            (tr("Asked for no letters, chats or social messages"), not consent.other),
        )
        if asked
    ]
    return found + [tr("{0} ({1})", said.text, ago(said.on, today)) for said in brief.cannot]
