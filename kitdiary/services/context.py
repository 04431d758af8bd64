"""What all services share: the store, the clock, and the policy as the diary holds it."""

from datetime import date, datetime, tzinfo

from kitdiary.domain.policy import Policy
from kitdiary.domain.preferences import Preferences
from kitdiary.domain.setting_keys import read_settings
from kitdiary.services.clock import Clock, system_zone, zone_named
from kitdiary.storage.attachments import Attachments
from kitdiary.storage.census import Census
from kitdiary.storage.companies import Companies
from kitdiary.storage.corrections import Corrections
from kitdiary.storage.database import Store
from kitdiary.storage.diary_facts import DiaryFacts
from kitdiary.storage.facts import Facts
from kitdiary.storage.import_mappings import ImportMappings
from kitdiary.storage.library import Library
from kitdiary.storage.lookup import Lookup
from kitdiary.storage.notices import Heartbeat, Notices
from kitdiary.storage.opportunities import Opportunities
from kitdiary.storage.past_jobs import PastJobs
from kitdiary.storage.people import People
from kitdiary.storage.photos import Photos
from kitdiary.storage.promises import Promises
from kitdiary.storage.settings import Settings
from kitdiary.storage.steps import Steps
from kitdiary.storage.touches import Touches


class Context:
    """The diary's store, clock, zone and policy. One per open diary; safe to share between threads."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.people = People(store)
        self.photos = Photos(store)
        self.companies = Companies(store)
        self.lookup = Lookup(store)
        self.touches = Touches(store)
        self.corrections = Corrections(store)
        self.past_jobs = PastJobs(store)
        self.promises = Promises(store)
        self.facts = Facts(store)
        self.steps = Steps(store)
        self.attachments = Attachments(store)
        self.library = Library(store)
        self.opportunities = Opportunities(store)
        self.census = Census(store)
        self.import_mappings = ImportMappings(store)
        self.notices = Notices(store)
        self.heartbeat = Heartbeat(store)
        self.stored_settings = Settings(store)
        self.diary_facts = DiaryFacts(store)
        self._read: tuple[dict[str, str], Policy, Preferences] | None = None

    def settings(self) -> tuple[Policy, Preferences]:
        """Policy and preferences as the diary holds them now, whoever wrote them last.

        The rows are read every time, for another program may have changed them; they are understood
        anew only when they differ.
        """
        with self.store.read():
            rows = self.stored_settings.all()
        known = self._read
        if known is None or known[0] != rows:
            known = (rows, *read_settings(rows))
            self._read = known
        return known[1], known[2]

    @property
    def policy(self) -> Policy:
        """The rules of the plan as set in this diary."""
        return self.settings()[0]

    @property
    def preferences(self) -> Preferences:
        """The settings that move no date."""
        return self.settings()[1]

    @property
    def zone(self) -> tzinfo:
        """The rep's zone: the one set, else the system's as it is now."""
        name = self.preferences.time_zone
        return zone_named(name) if name else system_zone()

    def now(self) -> datetime:
        """The present instant in the rep's zone."""
        return self.clock.now().astimezone(self.zone)

    def today(self) -> date:
        """The rep's local date."""
        return self.now().date()
