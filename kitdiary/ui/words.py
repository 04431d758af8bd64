"""The words of the domain as people read them on the screen."""

from datetime import date

from kitdiary.domain.day_names import short_day, weekday_short
from kitdiary.domain.people import TimingKind
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.ui.text import tr


def channel_words(channel: Channel) -> str:
    """How it passed, as a noun with a capital."""
    return {
        Channel.CALL: tr("Call"),
        Channel.EMAIL: tr("Email"),
        Channel.MEETING: tr("Meeting"),
        Channel.VISIT: tr("Visit"),
        Channel.VIDEO: tr("Video call"),
        Channel.CHAT: tr("Chat"),
        Channel.SOCIAL: tr("Social message"),
        Channel.TRADE_SHOW: tr("Trade show"),
        Channel.LETTER: tr("Letter"),
        Channel.WEB: tr("Web"),
    }[channel]


def outcome_words(outcome: Outcome) -> str:
    """What came of it, in lower case."""
    return {
        Outcome.SPOKE: tr("spoke"),
        Outcome.NO_ANSWER: tr("no answer"),
        Outcome.LEFT_MESSAGE: tr("left a message"),
        Outcome.BUSY: tr("busy"),
        Outcome.WRONG_NUMBER: tr("wrong number"),
        Outcome.SENT: tr("sent"),
        Outcome.RECEIVED: tr("received"),
        Outcome.REPLIED: tr("replied"),
        Outcome.BOUNCED: tr("bounced"),
    }[outcome]


def insight_words(kind: InsightKind) -> str:
    """The heading of an insight."""
    return {
        InsightKind.NEED: tr("Needs"),
        InsightKind.FRUSTRATION: tr("Frustrated by"),
        InsightKind.CAN: tr("Can"),
        InsightKind.CANNOT: tr("Can’t"),
        InsightKind.WHEN: tr("When"),
        InsightKind.PROJECT: tr("Project"),
        InsightKind.BUDGET: tr("Budget"),
        InsightKind.TIMELINE: tr("Timeline"),
    }[kind]


def timing_words(kind: TimingKind) -> str:
    """Why the door may open."""
    return {
        TimingKind.CONTRACT_END: tr("contract ends"),
        TimingKind.BUDGET_ROUND: tr("budget round"),
        TimingKind.PROJECT_START: tr("project starts"),
        TimingKind.NEW_MANAGER: tr("new manager from"),
        TimingKind.OTHER: tr("the door may open"),
    }[kind]


def timing_kind_words(kind: TimingKind) -> str:
    """The kind of a timing as one chooses it."""
    return {
        TimingKind.CONTRACT_END: tr("Contract ends"),
        TimingKind.BUDGET_ROUND: tr("Budget round"),
        TimingKind.PROJECT_START: tr("Project starts"),
        TimingKind.NEW_MANAGER: tr("New manager"),
        TimingKind.OTHER: tr("Something else"),
    }[kind]


def touch_words(channel: Channel) -> str:
    """A touch of this channel, as in “Logged a call with Priya Raman”."""
    return {
        Channel.CALL: tr("a call"),
        Channel.EMAIL: tr("an email"),
        Channel.MEETING: tr("a meeting"),
        Channel.VISIT: tr("a visit"),
        Channel.VIDEO: tr("a video call"),
        Channel.CHAT: tr("a chat"),
        Channel.SOCIAL: tr("a social message"),
        Channel.TRADE_SHOW: tr("a trade show meeting"),
        Channel.LETTER: tr("a letter"),
        Channel.WEB: tr("a web touch"),
    }[channel]


def day_words(day: date, today: date) -> str:
    """``Today``, ``Tomorrow``, ``Mon 7 Dec``, with the year where it is another."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return (tr("Today"), tr("Tomorrow"), tr("Yesterday"))[days]
    text = f"{weekday_short(day)} {short_day(day)}"
    return text if day.year == today.year else f"{text} {day.year}"


def inside_words(day: date, today: date) -> str:
    """The same inside a sentence: ``today``, ``tomorrow``, ``Mon 7 Dec``."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return (tr("today"), tr("tomorrow"), tr("yesterday"))[days]
    return day_words(day, today)


def begun(text: str) -> str:
    """A text with a capital at its beginning; the rest of it stays."""
    return text[:1].upper() + text[1:]
