"""How an item of the library is said: its kind, how long it is good, what became of it."""

from datetime import date

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.services.library import Reach
from kitdiary.ui.text import tr
from kitdiary.ui.words import inside_words


def kind_words(kind: ContentKind) -> str:
    """What sort of thing it is."""
    return {
        ContentKind.ARTICLE: tr("Article"),
        ContentKind.WHITEPAPER: tr("Whitepaper"),
        ContentKind.COMPETITOR_NOTE: tr("Competitor note"),
        ContentKind.LINK: tr("Link"),
        ContentKind.NEWSLETTER: tr("Newsletter"),
        ContentKind.INVITATION: tr("Invitation"),
    }[kind]


def until_words(item: ContentItem, today: date) -> str:
    """How long it is good; nothing for ever."""
    if item.archived:
        return tr("archived")
    if item.until is None:
        return ""
    day = inside_words(item.until, today)
    return tr("expired {0}", day) if item.until < today else tr("good until {0}", day)


def topics_words(item: ContentItem) -> str:
    """What it can fit by."""
    parts = list(item.topics)
    if item.industries:
        parts.append(tr("for {0}", ", ".join(item.industries)))
    if item.competitor:
        parts.append(tr("competitor: {0}", item.competitor))
    return ", ".join(parts)


def sent_words(reach: Reach | None) -> str:
    """How many people it was sent to."""
    return tr("not sent yet") if reach is None or not reach.sent else tr("sent to {0}", f"{reach.sent:,}")


def came_words(reach: Reach | None) -> str:
    """What came of it."""
    if reach is None or not reach.sent:
        return ""
    replied = tr("1 reply") if reach.replied == 1 else tr("{0} replies", f"{reach.replied:,}")
    talked = tr("1 talk after") if reach.talked == 1 else tr("{0} talks after", f"{reach.talked:,}")
    return ", ".join(
        text for text, count in ((replied, reach.replied), (talked, reach.talked)) if count
    ) or tr("no answer yet")
