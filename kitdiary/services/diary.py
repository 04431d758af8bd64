"""The diary: the small services below, built on one store, one clock and one policy."""

from collections.abc import Callable, Iterable

from kitdiary.services.agenda import AgendaService
from kitdiary.services.attachments import AttachmentService
from kitdiary.services.brief import Briefs
from kitdiary.services.calendar import CalendarService
from kitdiary.services.cards import Cards
from kitdiary.services.changes import Change
from kitdiary.services.clock import Clock
from kitdiary.services.company_cards import CompanyCards
from kitdiary.services.contacts import Contacts
from kitdiary.services.context import Context
from kitdiary.services.corrections import CorrectionService
from kitdiary.services.exchange.imports import ImportService
from kitdiary.services.finder import Finder
from kitdiary.services.job_changes import JobChanges
from kitdiary.services.library import LibraryService
from kitdiary.services.lists import Lists
from kitdiary.services.next_steps import NextStepService
from kitdiary.services.opportunities import OpportunityService
from kitdiary.services.overview import Overview
from kitdiary.services.planning import Planning
from kitdiary.services.preview import Preview
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Chain
from kitdiary.services.safety import Safety
from kitdiary.services.saved_filters import SavedFilterService
from kitdiary.services.settings import SettingsService
from kitdiary.services.touch_log import TouchLog
from kitdiary.storage.database import Store


class Diary:
    """An open diary, and all a person can do with it. Safe to use from several threads."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.context = Context(store, clock)
        self.planning = Planning(self.context)
        self.contacts = Contacts(self.context, self.planning)
        self.log = TouchLog(self.context, self.planning)
        self.corrections = CorrectionService(self.context, self.planning)
        self.steps = NextStepService(self.context, self.planning)
        self.job_changes = JobChanges(self.context, self.contacts, self.steps)
        self.attachments = AttachmentService(self.context)
        self.opportunities = OpportunityService(self.context, self.planning)
        self.library = LibraryService(self.context)
        self.settings = SettingsService(self.context, self.planning)
        self.agenda = AgendaService(self.context, self.planning)
        self.cards = Cards(self.context)
        self.imports = ImportService(self.context, self.planning)
        self.safety = Safety(self.context, self.planning)
        self.company_cards = CompanyCards(self.context)
        self.briefs = Briefs(self.context, self.cards, self.agenda)
        self.preview = Preview(self.context)
        self.finder = Finder(self.context)
        self.overview = Overview(self.context)
        self.lists = Lists(self.context)
        self.saved_filters = SavedFilterService(self.context)
        self.calendar = CalendarService(self.context)

    def heartbeat(self, chain: Chain) -> Heartbeat:
        """A heart for this diary: it announces what is due by the chain and makes the daily backup."""
        return Heartbeat(self.context, chain, self.safety.daily)

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
            if self.planning.is_current():
                return False
        self.planning.replan_everyone()
        return True
