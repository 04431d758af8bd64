"""What all services share: the store, the clock, and the policy as the diary holds it."""

from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from kitdiary.domain.policy import Policy
from kitdiary.domain.preferences import Preferences
from kitdiary.domain.setting_keys import read_settings
from kitdiary.services.clock import Clock, system_zone, zone_named
from kitdiary.storage.database import Store
from kitdiary.storage.settings import Settings

if TYPE_CHECKING:
    from kitdiary.storage.attachments import Attachments
    from kitdiary.storage.census import Census
    from kitdiary.storage.companies import Companies
    from kitdiary.storage.corrections import Corrections
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
    from kitdiary.storage.steps import Steps
    from kitdiary.storage.touches import Touches


class Context:
    """The diary's store, clock, zone and policy. One per open diary; safe to share between threads.

    What reads and writes each kind of rows is loaded when it is first asked for: the start waits for none
    it does not use.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.stored_settings = Settings(store)
        self._read: tuple[dict[str, str], Policy, Preferences] | None = None

    @cached_property
    def people(self) -> "People":
        """Contacts."""
        from kitdiary.storage.people import People

        return People(self.store)

    @cached_property
    def photos(self) -> "Photos":
        """Pictures of contacts."""
        from kitdiary.storage.photos import Photos

        return Photos(self.store)

    @cached_property
    def companies(self) -> "Companies":
        """Companies."""
        from kitdiary.storage.companies import Companies

        return Companies(self.store)

    @cached_property
    def lookup(self) -> "Lookup":
        """People by what was typed."""
        from kitdiary.storage.lookup import Lookup

        return Lookup(self.store)

    @cached_property
    def touches(self) -> "Touches":
        """Touches."""
        from kitdiary.storage.touches import Touches

        return Touches(self.store)

    @cached_property
    def corrections(self) -> "Corrections":
        """Changes of touches and insights."""
        from kitdiary.storage.corrections import Corrections

        return Corrections(self.store)

    @cached_property
    def past_jobs(self) -> "PastJobs":
        """Where people worked before."""
        from kitdiary.storage.past_jobs import PastJobs

        return PastJobs(self.store)

    @cached_property
    def promises(self) -> "Promises":
        """Promises, snoozes, skips."""
        from kitdiary.storage.promises import Promises

        return Promises(self.store)

    @cached_property
    def facts(self) -> "Facts":
        """What the plan is made of."""
        from kitdiary.storage.facts import Facts

        return Facts(self.store)

    @cached_property
    def steps(self) -> "Steps":
        """The stored plan."""
        from kitdiary.storage.steps import Steps

        return Steps(self.store)

    @cached_property
    def attachments(self) -> "Attachments":
        """Files."""
        from kitdiary.storage.attachments import Attachments

        return Attachments(self.store)

    @cached_property
    def library(self) -> "Library":
        """Content items."""
        from kitdiary.storage.library import Library

        return Library(self.store)

    @cached_property
    def opportunities(self) -> "Opportunities":
        """Opportunities."""
        from kitdiary.storage.opportunities import Opportunities

        return Opportunities(self.store)

    @cached_property
    def census(self) -> "Census":
        """Counts over everyone."""
        from kitdiary.storage.census import Census

        return Census(self.store)

    @cached_property
    def import_mappings(self) -> "ImportMappings":
        """What columns of files were said to mean."""
        from kitdiary.storage.import_mappings import ImportMappings

        return ImportMappings(self.store)

    @cached_property
    def notices(self) -> "Notices":
        """Announcements."""
        from kitdiary.storage.notices import Notices

        return Notices(self.store)

    @cached_property
    def heartbeat(self) -> "Heartbeat":
        """The heartbeat's own notes."""
        from kitdiary.storage.notices import Heartbeat

        return Heartbeat(self.store)

    @cached_property
    def diary_facts(self) -> "DiaryFacts":
        """What tells this diary from others."""
        from kitdiary.storage.diary_facts import DiaryFacts

        return DiaryFacts(self.store)

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
