"""The figures of Reports in the words of the page: the bars of its charts, the sentences below them."""

from collections.abc import Sequence
from datetime import date

from kitdiary.domain.day_names import full_day, short_day
from kitdiary.domain.figures import Cadence, ComingLoad, LoadWeek, Scope, Slip, Week, Weeks
from kitdiary.domain.leak_figures import Leak, LeakKind
from kitdiary.domain.opportunity_figures import Arrivals, Introducer, Payback, Place
from kitdiary.domain.people import ClosedReason
from kitdiary.domain.periods import Period
from kitdiary.ui.models.bars_model import ChartBar
from kitdiary.ui.models.contacts_model import closed_words
from kitdiary.ui.text import tr

_MOST_COLUMNS = 110
"""More columns than this are put together by fours: a bar of three pixels is none."""
_TOGETHER = 4


def count_words(count: int, one: str, more: str) -> str:
    """``1 talk``, ``1,200 talks``."""
    return tr(one) if count == 1 else tr(more, f"{count:,}")


def week_bars(weeks: Weeks) -> tuple[ChartBar, ...]:
    """A bar for each week, or for every four of a long period."""
    found: Sequence[Week] = weeks.weeks
    if len(found) > _MOST_COLUMNS:
        found = [_joined(found[max(0, end - _TOGETHER) : end]) for end in range(len(found), 0, -_TOGETHER)][
            ::-1
        ]
    return tuple(
        ChartBar(
            short_day(week.period.end),
            tr("{0} to {1}: ", short_day(week.period.start), full_day(week.period.end))
            + count_words(week.conversations, "1 conversation", "{0} conversations")
            + ", "
            + count_words(week.value_adds, "1 value-add", "{0} value-adds"),
            (week.conversations, week.value_adds),
            key=week.period,
        )
        for week in found
    )


def _joined(weeks: Sequence[Week]) -> Week:
    return Week(
        Period(weeks[0].period.start, weeks[-1].period.end),
        sum(week.conversations for week in weeks),
        sum(week.value_adds for week in weeks),
    )


def place_words(place: Place) -> str:
    """When an opportunity came."""
    return {
        Place.FIRST: tr("1st meeting"),
        Place.FEW: tr("2–3 touches"),
        Place.MORE: tr("4–6 touches"),
        Place.MANY: tr("7 and more"),
    }[place]


def place_bars(arrivals: Arrivals) -> tuple[ChartBar, ...]:
    """When opportunities came."""
    return tuple(
        ChartBar(
            place_words(place),
            f"{place_words(place)}: " + count_words(arrivals.at(place), "1 opportunity", "{0} opportunities"),
            (arrivals.at(place),),
            f"{arrivals.at(place):,}",
            key=place,
        )
        for place in Place
    )


def arrival_words(arrivals: Arrivals) -> str:
    """What it means."""
    if not arrivals.total:
        return tr("No opportunity was opened in this period.")
    if not arrivals.first:
        return tr(
            "{0} came, none at the first meeting: a once-off campaign would have found none.", arrivals.total
        )
    return tr(
        "{0} of {1} came after the first meeting; a once-off campaign would have stopped at {2}.",
        arrivals.later,
        arrivals.total,
        arrivals.first,
    )


def cadence_bars(cadence: Cadence) -> tuple[ChartBar, ...]:
    """On cadence by rating."""
    found = []
    for share in cadence.ratings:
        words = (
            tr("{0} %, {1} of {2}", share.percent, f"{share.good:,}", f"{share.of:,}")
            if share.of
            else tr("nobody")
        )
        spoken = tr("Rating {0}: {1} on cadence", share.key, words)
        found.append(ChartBar(share.key, spoken, (share.good,), words, (share.of,), share.key))
    return tuple(found)


def load_bars(load: ComingLoad) -> tuple[ChartBar, ...]:
    """The coming weeks."""
    return tuple(
        ChartBar(
            short_day(week.period.start),
            _load_words(week),
            (week.talks, week.value_adds),
            room=(week.talk_capacity, week.value_add_capacity),
            key=week.period,
        )
        for week in load.weeks
    )


def _load_words(week: LoadWeek) -> str:
    said = tr(
        "From {0}: {1} talks with room for {2}, {3} value-adds with room for {4}",
        short_day(week.period.start),
        week.talks,
        week.talk_capacity,
        week.value_adds,
        week.value_add_capacity,
    )
    return tr("{0}: more than there is room for", said) if week.over else said


def overdue_words(load: ComingLoad) -> str:
    """How much of the first week is overdue."""
    overdue = load.overdue
    if not overdue.talks and not overdue.value_adds:
        return tr("Nothing is overdue.")
    talks = count_words(overdue.talks, "1 talk", "{0} talks")
    values = count_words(overdue.value_adds, "1 value-add", "{0} value-adds")
    return tr("{0} and {1} of the first week are overdue.", talks, values)


def slip_words(slip: Slip) -> str:
    """How long the silence is."""
    if slip.talk_clock:
        return tr("{0} days silent, talk every {1}", slip.silent_days, slip.every_days)
    return tr("{0} days silent, email every {1}", slip.silent_days, slip.every_days)


def leak_kind_words(kind: LeakKind) -> str:
    """The ways out."""
    return {
        LeakKind.PAUSED: tr("Paused"),
        LeakKind.DOWNGRADED: tr("Rated lower"),
        LeakKind.CLOSED: tr("Closed"),
        LeakKind.UNDATED: tr("Without a date"),
    }[kind]


def reason_words(kind: LeakKind, reason: str) -> str:
    """Why, in a word."""
    if kind is LeakKind.CLOSED and reason in set(ClosedReason):
        return closed_words(ClosedReason(reason))
    return "" if reason == kind.value else reason


def leak_words(leak: Leak) -> str:
    """What became of somebody."""
    reason = reason_words(leak.kind, leak.reason)
    kind = leak_kind_words(leak.kind).lower()
    return f"{kind}: {reason}" if reason else kind


def payback_words(found: Payback) -> str:
    """What introductions paid back."""
    if not found.opportunity_ids:
        return tr("No opportunity of this period came by introduction.")
    said = tr("{0} of {1} opportunities came by introduction, {2} of them won.", len(found.opportunity_ids),
              found.total, found.won)  # fmt: skip
    if found.written_off_ids:
        return (
            said + " " + tr("{0} through people once judged “no fit” or closed.", len(found.written_off_ids))
        )
    return said


def introducer_words(person: Introducer) -> str:
    """What one of them brought."""
    said = count_words(len(person.opportunity_ids), "1 opportunity", "{0} opportunities")
    if person.won:
        won = ", ".join(f"{value:,.0f} {currency}" for currency, value in person.values)
        said += tr(", {0} won", person.won) + (f" ({won})" if won else "")
    once = [words for words, held in ((tr("“no fit”"), person.written_off.no_fit),
                                      (tr("closed"), person.written_off.closed)) if held]  # fmt: skip
    return said + (tr(", once {0}", tr(" and ").join(once)) if once else "")


def scope_words(scope: Scope) -> str:
    """Whom the report is about."""
    if scope.everybody:
        return tr("everybody")
    found = [tr("rating {0}", ", ".join(scope.ratings)) if scope.ratings else tr("all ratings")]
    found.append(tr("territory {0}", scope.territory) if scope.territory else tr("all territories"))
    found += [tr("tag {0}", tag) for tag in scope.tags]
    found += [tr("source {0}", source) for source in scope.sources]
    return " · ".join(found)


def period_words(period: Period, today: date) -> str:
    """The period, as ``26 weeks to 20 November 2026``."""
    weeks, rest = divmod(period.days, 7)
    if period.end == today and not rest:
        return tr("{0} weeks to {1}", weeks, full_day(period.end))
    return tr("{0} to {1}", full_day(period.start), full_day(period.end))
