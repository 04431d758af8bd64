"""The periods a report can be asked for, by name."""

from collections.abc import Callable
from datetime import date

from kitdiary.domain.periods import Period, last_weeks
from kitdiary.services.diary import Diary
from kitdiary.ui.text import tr

WEEKS = (4, 12, 26, 52)
QUARTER, YEAR, SINCE_LAST, FROM_TO = "quarter", "year", "since-last", "from-to"
Choice = int | str


def period_choices() -> list[tuple[Choice, str]]:
    """All of them but the one that is typed."""
    return [
        *((weeks, tr("Last {0} weeks", weeks)) for weeks in WEEKS),
        (QUARTER, tr("This quarter")),
        (YEAR, tr("This year")),
        (SINCE_LAST, tr("Since the last hand-off")),
    ]


def choice_words(choice: Choice) -> str:
    """What one is called."""
    return dict(period_choices()).get(choice, tr("From – to"))


def period_of(diary: Diary, choice: Choice) -> Period:
    """What a choice means today."""
    today = diary.context.today()
    if isinstance(choice, int):
        return last_weeks(today, choice)
    named: dict[str, Callable[[], Period]] = {
        QUARTER: lambda: Period(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), today),
        YEAR: lambda: Period(date(today.year, 1, 1), today),
        SINCE_LAST: diary.handoffs.since_last,
    }
    return named[choice]()
