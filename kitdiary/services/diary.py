"""The diary: the small services below, built on one store, one clock and one policy."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from kitdiary.services.changes import Change
from kitdiary.services.clock import Clock
from kitdiary.services.context import Context
from kitdiary.services.plan_state import is_current
from kitdiary.services.reminders.pulse import Pulse
from kitdiary.storage.database import Store

if TYPE_CHECKING:
    from kitdiary.services.agenda import AgendaService
    from kitdiary.services.attachments import AttachmentService
    from kitdiary.services.brief import Briefs
    from kitdiary.services.calendar import CalendarService
    from kitdiary.services.cards import Cards
    from kitdiary.services.company_cards import CompanyCards
    from kitdiary.services.contacts import Contacts
    from kitdiary.services.corrections import CorrectionService
    from kitdiary.services.exchange.contact_exports import ContactExports
    from kitdiary.services.exchange.handoff import HandoffService
    from kitdiary.services.exchange.imports import ImportService
    from kitdiary.services.exchange.summary_page import RenderSummary
    from kitdiary.services.exchange.territory import TerritoryService
    from kitdiary.services.finder import Finder
    from kitdiary.services.inquiries import InquiryService
    from kitdiary.services.job_changes import JobChanges
    from kitdiary.services.library import LibraryService
    from kitdiary.services.lists import Lists
    from kitdiary.services.mailing import Mailing
    from kitdiary.services.merging import MergeService
    from kitdiary.services.next_steps import NextStepService
    from kitdiary.services.opportunities import OpportunityService
    from kitdiary.services.overview import Overview
    from kitdiary.services.planning import Planning
    from kitdiary.services.preview import Preview
    from kitdiary.services.privacy import Privacy
    from kitdiary.services.prompts import PromptService
    from kitdiary.services.reminders.heartbeat import Heartbeat
    from kitdiary.services.reminders.notifier import Chain
    from kitdiary.services.reminders.service import Reminders
    from kitdiary.services.reminders.weekly_handoff import WeeklyHandoff
    from kitdiary.services.reports import Reports
    from kitdiary.services.safety import Safety
    from kitdiary.services.saved_filters import SavedFilterService
    from kitdiary.services.settings import SettingsService
    from kitdiary.services.suggestions import Suggestions
    from kitdiary.services.templates import TemplateService
    from kitdiary.services.touch_log import TouchLog
    from kitdiary.services.trade_show import TradeShow
    from kitdiary.services.writing import Writing


class Diary:
    """An open diary, and all a person can do with it. Safe to use from several threads.

    Each service is loaded when it is first asked for: a start waits for none it does not use.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self.context = Context(store, clock)
        self.pulse = Pulse(self.context)
        self.render_summary: RenderSummary | None = None
        """Draws the page of a hand-off; None where nothing can (it is left out then)."""

    @cached_property
    def planning(self) -> "Planning":
        """Keeps the stored plan true."""
        from kitdiary.services.planning import Planning

        return Planning(self.context)

    @cached_property
    def contacts(self) -> "Contacts":
        """People and firms: added, edited, rated."""
        from kitdiary.services.contacts import Contacts

        return Contacts(self.context, self.planning)

    @cached_property
    def log(self) -> "TouchLog":
        """What passed is written down here."""
        from kitdiary.services.touch_log import TouchLog

        return TouchLog(self.context, self.planning)

    @cached_property
    def steps(self) -> "NextStepService":
        """Promises, snoozes, skips."""
        from kitdiary.services.next_steps import NextStepService

        return NextStepService(self.context, self.planning)

    @cached_property
    def opportunities(self) -> "OpportunityService":
        """Opportunities."""
        from kitdiary.services.opportunities import OpportunityService

        return OpportunityService(self.context, self.planning)

    @cached_property
    def library(self) -> "LibraryService":
        """What is worth sending."""
        from kitdiary.services.library import LibraryService

        return LibraryService(self.context)

    @cached_property
    def suggestions(self) -> "Suggestions":
        """Who gets what."""
        from kitdiary.services.suggestions import Suggestions

        return Suggestions(self.context)

    @cached_property
    def settings(self) -> "SettingsService":
        """All that Settings can change."""
        from kitdiary.services.settings import SettingsService

        return SettingsService(self.context, self.planning)

    @cached_property
    def agenda(self) -> "AgendaService":
        """The order of the day."""
        from kitdiary.services.agenda import AgendaService

        return AgendaService(self.context, lambda: self.planning)

    @cached_property
    def merging(self) -> "MergeService":
        """People who are there twice."""
        from kitdiary.services.merging import MergeService

        return MergeService(self.context, self.planning)

    @cached_property
    def privacy(self) -> "Privacy":
        """What is held on a person, and its end."""
        from kitdiary.services.privacy import Privacy

        return Privacy(self.context, self.planning)

    @cached_property
    def territory(self) -> "TerritoryService":
        """Contacts that pass to a colleague's diary and come from one."""
        from kitdiary.services.exchange.territory import TerritoryService

        return TerritoryService(self.context, self.planning)

    @cached_property
    def cards(self) -> "Cards":
        """One contact, whole."""
        from kitdiary.services.cards import Cards

        return Cards(self.context)

    @cached_property
    def exports(self) -> "ContactExports":
        """Contacts into files."""
        from kitdiary.services.exchange.contact_exports import ContactExports

        return ContactExports(self.context)

    @cached_property
    def imports(self) -> "ImportService":
        """Address books come in."""
        from kitdiary.services.exchange.imports import ImportService

        return ImportService(self.context, self.planning)

    @cached_property
    def inquiries(self) -> "InquiryService":
        """Forms and mails come in."""
        from kitdiary.services.inquiries import InquiryService

        return InquiryService(
            self.context,
            self.planning,
            self.contacts,
            self.log,
            steps=self.steps,
            files=self.attachments,
        )

    @cached_property
    def safety(self) -> "Safety":
        """Undo, history, backups, checks."""
        from kitdiary.services.safety import Safety

        return Safety(self.context, self.planning)

    @cached_property
    def company_cards(self) -> "CompanyCards":
        """One company, whole."""
        from kitdiary.services.company_cards import CompanyCards

        return CompanyCards(self.context)

    @cached_property
    def briefs(self) -> "Briefs":
        """What to know before a conversation."""
        from kitdiary.services.brief import Briefs

        return Briefs(self.context, self.cards, self.agenda, self.prompts)

    @cached_property
    def prompts(self) -> "PromptService":
        """Questions and purposes."""
        from kitdiary.services.prompts import PromptService

        return PromptService(self.context)

    @cached_property
    def preview(self) -> "Preview":
        """The next dates before a touch is saved."""
        from kitdiary.services.preview import Preview

        return Preview(self.context)

    @cached_property
    def finder(self) -> "Finder":
        """Quick find."""
        from kitdiary.services.finder import Finder

        return Finder(self.context)

    @cached_property
    def overview(self) -> "Overview":
        """The counts of the side."""
        from kitdiary.services.overview import Overview

        return Overview(self.context)

    @cached_property
    def lists(self) -> "Lists":
        """The tables of contacts and companies."""
        from kitdiary.services.lists import Lists

        return Lists(self.context)

    @cached_property
    def reports(self) -> "Reports":
        """The figures."""
        from kitdiary.services.reports import Reports

        return Reports(self.context)

    @cached_property
    def handoffs(self) -> "HandoffService":
        """What a manager gets."""
        from kitdiary.services.exchange.handoff import HandoffService

        return HandoffService(self.context, self.reports, lambda: self.render_summary)

    @cached_property
    def weekly_handoff(self) -> "WeeklyHandoff":
        """The hand-off made by itself, and how it went."""
        from kitdiary.services.reminders.weekly_handoff import WeeklyHandoff

        return WeeklyHandoff(self.context, lambda: self.handoffs)

    @cached_property
    def saved_filters(self) -> "SavedFilterService":
        """Filters kept under a name."""
        from kitdiary.services.saved_filters import SavedFilterService

        return SavedFilterService(self.context)

    @cached_property
    def attachments(self) -> "AttachmentService":
        """Files kept with people and firms."""
        from kitdiary.services.attachments import AttachmentService

        return AttachmentService(self.context)

    @cached_property
    def calendar(self) -> "CalendarService":
        """Promises as events, and the calendar file."""
        from kitdiary.services.calendar import CalendarService

        return CalendarService(self.context)

    @cached_property
    def corrections(self) -> "CorrectionService":
        """What was logged wrongly is put right."""
        from kitdiary.services.corrections import CorrectionService

        return CorrectionService(self.context, self.planning)

    @cached_property
    def job_changes(self) -> "JobChanges":
        """Who left a company, and who followed."""
        from kitdiary.services.job_changes import JobChanges

        return JobChanges(self.context, self.contacts, self.steps)

    @cached_property
    def templates(self) -> "TemplateService":
        """The texts of emails."""
        from kitdiary.services.templates import TemplateService

        return TemplateService(self.context)

    @cached_property
    def writing(self) -> "Writing":
        """Emails, drafted and logged once they were sent."""
        from kitdiary.services.writing import Writing

        return Writing(self.context, self.cards, self.templates, self.agenda)

    @cached_property
    def mailing(self) -> "Mailing":
        """One email to many."""
        from kitdiary.services.mailing import Mailing

        return Mailing(self.context, self.log, self.together)

    @cached_property
    def trade_show(self) -> "TradeShow":
        """People met at a show."""
        from kitdiary.services.trade_show import TradeShow

        return TradeShow(self.context, self.contacts, self.log, self.steps)

    @cached_property
    def reminders(self) -> "Reminders":
        """How the reminders are, a pause, the log, acting on a notice."""
        from kitdiary.services.reminders.service import Reminders

        return Reminders(self.context, self.steps, self.settings, self.pulse)

    def heartbeat(self, chain: "Chain") -> "Heartbeat":
        """A heart for this diary: it announces what is due by the chain, and makes the daily backup.

        With every beat it also makes the weekly hand-off when it is due, and brings the calendar file up to
        date, where one is kept.
        """
        from kitdiary.services.reminders.heartbeat import Heartbeat

        return Heartbeat(self.context, chain, self.safety.daily, self.pulse, self._chores)

    def _chores(self) -> None:
        self.weekly_handoff.see_to(self.context.now())
        self.calendar.keep_up()

    def together(self, what: str, acts: Iterable[Callable[[], Change]]) -> Change:
        """Do several things as one operation, in their order: all are done or, after an error, none.

        One line in the history, one undo. Not for a change of settings, which may go on in pages.
        """
        with self.context.store.together(what, self.context.now()) as operation:
            done = [act() for act in acts]
        return Change(
            operation.id if operation.changed else None,
            what,
            frozenset().union(*(change.kinds for change in done)),
            tuple(dict.fromkeys(contact_id for change in done for contact_id in change.contact_ids)),
            frozenset().union(*(change.replanned for change in done)),
            tuple(dict.fromkeys(company_id for change in done for company_id in change.company_ids)),
            any(change.everyone for change in done),
        )

    def bring_up_to_date(self) -> bool:
        """Plan everyone anew where rules, policy or holidays changed since; whether anything was to do.

        Outside every scope. Called once after opening; in a large diary it runs in pages.
        """
        with self.context.store.read():
            if is_current(self.context):
                return False
        self.planning.replan_everyone()
        return True
