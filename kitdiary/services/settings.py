"""Changing what Settings holds; a change of policy plans everyone anew."""

from collections.abc import Mapping

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import clean_text
from kitdiary.domain.people import DEFAULT
from kitdiary.domain.policy import Policy
from kitdiary.domain.setting_keys import Shown, all_settings, change, key_named, read_settings
from kitdiary.domain.workload import WeeklyLoad, implied_load
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.planning import AT_ONCE, Planning, Progress

_SHOWN = 60
"""Characters of a value that the history shows: a sign-off may have a page."""


class SettingsService:
    """Reads and writes settings."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    def all(self) -> dict[str, Shown]:
        """Every setting by its key, as it stands."""
        policy, preferences = self._context.settings()
        return dict(all_settings(policy, preferences))

    def one(self, key: str) -> tuple[str, Shown]:
        """One setting by its key, in any case: the key as it is written, and the value."""
        found = self.all()
        name = key_named(found, key)
        return name, found[name]

    def set(self, key: str, value: str, progress: Progress | None = None) -> Change:
        """Change one setting; see `set_all`."""
        return self.set_all({key: value}, progress)

    def set_all(self, changes: Mapping[str, str], progress: Progress | None = None) -> Change:
        """Change settings as one operation. InvalidInput names the key and what it can be.

        A change of policy replans everyone: at once in a diary of up to 2,000 contacts, else in pages
        after the settings are saved, the diary usable meanwhile.
        """
        context = self._context
        what = _sentence(changes)
        with context.store.operation(what, context.now()) as operation:
            rows = context.stored_settings.all()
            before, _ = read_settings(rows)
            wanted = changed(rows, changes)
            after, _ = read_settings(wanted)
            self._check(before, after)
            for name in rows.keys() - wanted.keys():
                context.stored_settings.delete(name)
            for name, text in wanted.items():
                if rows.get(name) != text:
                    context.stored_settings.set(name, text)
            replan = after != before
            at_once = context.people.count() <= AT_ONCE
            if replan and at_once:
                self._planning.replan_everyone_now(after)
            elif replan:
                self._planning.mark_stale()
        if replan and not at_once:
            self._planning.replan_everyone(progress)
        kinds = {Kind.SETTINGS} | ({Kind.STEPS} if replan else set())
        number = operation.id if operation.changed else None
        return Change(number, what, frozenset(kinds), everyone=replan)

    def implied_load(self, changes: Mapping[str, str]) -> WeeklyLoad:
        """The load a week that the cadence would imply with these changes, for the people there are."""
        context = self._context
        with context.store.read():
            policy, _ = read_settings(changed(context.stored_settings.all(), changes))
            return implied_load(policy, context.census.active_by_rating(context.today()))

    def _check(self, before: Policy, after: Policy) -> None:
        """Refuse a scale without a rating somebody has, and a cadence that leaves somebody with no clock."""
        lost = set(before.codes) - set(after.codes)
        used = self._context.census.ratings_used() & lost
        if used:
            raise InvalidInput(
                f"Rating {min(used)} is still given to people or companies: "
                "rate them anew before taking it away."
            )
        for level in after.scale:
            for talk, email in self._context.census.overrides_used():
                runs = level.talk if talk is DEFAULT else talk, level.email if email is DEFAULT else email
                if runs == (None, None):
                    raise InvalidInput(
                        f"With rating {level.code} set so, contacts with a cadence of their own would have "
                        "neither talks nor value-adds: give the rating both intervals, or change those "
                        "contacts first."
                    )


def changed(rows: Mapping[str, str], changes: Mapping[str, str]) -> dict[str, str]:
    """The rows of the settings once all these changes are made."""
    wanted = dict(rows)
    for key, value in changes.items():
        wanted = change(wanted, key, value)
    return wanted


def _sentence(changes: Mapping[str, str]) -> str:
    if len(changes) == 1:
        ((key, value),) = changes.items()
        return f"Set {shortened(key)} to {shortened(value)}"
    return f"Changed {len(changes)} settings"


def shortened(text: str) -> str:
    """The beginning of a text as one line, for the history."""
    line = " ".join(clean_text(text).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
