"""The cards of the people around a contact, how they came, of job changes, and of opportunities."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from kitdiary.domain.day_names import month_short
from kitdiary.domain.opportunities import Opportunity, Stage
from kitdiary.services.cards import ContactCard
from kitdiary.services.job_changes import PastJob
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.opportunity import stage_words
from kitdiary.ui.pages.card_page import CardPage
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import FactsCard
from kitdiary.ui.words import inside_words

_COLLEAGUES = 8


def people_card(card: ContactCard, page: CardPage) -> QWidget:
    """Who introduced them, whom they introduced, who works with them, where they were before."""
    desk = page.desk
    made = FactsCard(tr("People"))
    circle = desk.diary.cards.circle(card.contact.id)
    if circle.introduced_by is not None:
        one, name = circle.introduced_by
        made.add(tr("Introduced by"), name, lambda: desk.open_contact(one))
    if len(circle.chain) > 1:
        first = circle.chain[0][0]
        path = " → ".join([*(name for _, name in circle.chain), card.contact.name])
        made.add(tr("Came by"), path, lambda: desk.open_contact(first), long=True)
    for one, name in circle.introduced:
        made.add(tr("Introduced"), name, partial(desk.open_contact, one))
    if card.company is not None:
        company = card.company
        made.add(tr("Company"), company.name, lambda: desk.open_company(company.id))
    for job in circle.took_over:
        at = tr("at {0}", job.company) if job.company else ""
        made.add(tr("Followed"), job.name, partial(desk.open_contact, job.contact_id), under=at)
    for job in circle.past_jobs:
        _former(made, desk, job)
    for one, name in circle.colleagues[:_COLLEAGUES]:
        made.add(tr("Colleague"), name, partial(desk.open_contact, one))
    more = len(circle.colleagues) - _COLLEAGUES
    if more > 0 and card.company is not None:
        firm = card.company
        made.add("", tr("and {0} more", more), lambda: desk.open_company(firm.id))
    if card.company is None and not any(
        (circle.introduced_by, circle.introduced, circle.past_jobs, circle.took_over)
    ):
        made.add_text(tr("Nobody around them is known."))
    return made


def _former(made: FactsCard, desk: Desk, job: PastJob) -> None:
    """A job they had, and who has it now."""
    what = job_words(job)
    act = (
        partial(job_details, desk, job)
        if job.company_id is None
        else partial(desk.open_company, job.company_id)
    )
    until = tr("until {0} {1}", month_short(job.left_on), job.left_on.year)
    made.add(tr("Formerly"), what, act, long=True, under=until, more=partial(job_menu, desk, job))
    if job.successor_id is not None and job.successor is not None:
        made.add(tr("Successor"), job.successor, partial(desk.open_contact, job.successor_id))
    elif job.company_id is not None:
        made.add(tr("Successor"), tr("not known yet: name them"), partial(desk.go, "successor", job.id))


def job_words(job: PastJob) -> str:
    """What they did where."""
    if job.job_title and job.company:
        return tr("{0} at {1}", job.job_title, job.company)
    return job.job_title or job.company or tr("another company")


def job_details(desk: Desk, job: PastJob) -> None:
    """Where the former company is not known there is only the person."""
    desk.open_contact(job.contact_id)


def job_menu(desk: Desk, job: PastJob, menu: QMenu) -> None:
    """What can be done with a former job."""
    if job.company_id is not None:
        firm = job.company_id
        menu.addAction(tr("Open the company")).triggered.connect(
            lambda _checked=False: desk.open_company(firm)
        )
        menu.addAction(tr("Name the successor …")).triggered.connect(
            lambda _checked=False: desk.go("successor", job.id)
        )
    menu.addAction(tr("Remove this entry")).triggered.connect(
        lambda _checked=False: desk.write(lambda: desk.diary.job_changes.forget(job.id))
    )


# -- opportunities ----------------------------------------------------------------------------


def opportunities_card(
    desk: Desk,
    opportunities: Sequence[Opportunity],
    add_to: int | None = None,
    names: Mapping[int, str] | None = None,
) -> QWidget:
    """Opportunities, each opened to be changed; ``names`` say whose, ``add_to`` who gets a new one."""
    made = FactsCard(
        tr("Opportunities"),
        "" if add_to is None else tr("Add"),
        None if add_to is None else lambda: desk.go("opportunity", add_to),
    )
    today = desk.diary.context.today()
    for found in opportunities:
        who = "" if names is None else names.get(found.contact_id, "")
        ended = found.closed_on
        since = tr("since {0}", inside_words(found.opened_on, today))
        if ended is not None:
            since = tr("{0} to {1}", inside_words(found.opened_on, today), inside_words(ended, today))
        under = " · ".join(part for part in (amount_words(found.value, found.currency), who, since) if part)
        made.add(
            stage_words(found.stage),
            found.title,
            partial(desk.go, "opportunity", (found.contact_id, found.title)),
            long=True,
            under=under,
        )
    return made


def amount_words(value: Decimal | None, currency: str) -> str:
    """An amount with its currency."""
    return "" if value is None else f"{value:,} {currency}".strip()


def open_total(opportunities: Sequence[Opportunity]) -> str:
    """What is open, by currency: ``62,000 EUR``, or how many where no value is known."""
    open_ones = [found for found in opportunities if found.stage is Stage.OPEN]
    sums: Counter[str] = Counter()
    for found in open_ones:
        if found.value is not None:
            sums[found.currency] += found.value  # type: ignore[assignment]
    if sums:
        return " + ".join(f"{total:,} {code}".strip() for code, total in sums.items())
    return tr("{0} open", len(open_ones))
