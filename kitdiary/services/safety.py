"""Keeping the diary safe: undo, history, backups, the integrity and plan check."""

from datetime import datetime
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.plan import plan
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.planning import AT_ONCE, Planning
from kitdiary.storage import backup, integrity, journal, undo
from kitdiary.storage.journal import Operation

_DAILY_FOLDER = "backups"


class Safety:
    """Undo and history, backups, checks."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    # -- undo ---------------------------------------------------------------------------------

    def undo(self, operation_id: int | None = None) -> Change:
        """Put one operation back exactly, the newest that can be for None.

        Raises DiaryError naming the later change that stands in the way, with nothing changed.
        """
        context = self._context
        if operation_id is None:
            with context.store.read():
                newest = journal.newest_undoable(context.store)
            if newest is None:
                raise DiaryError("There is nothing to undo in this diary.")
            operation_id = newest.id
        everyone = False
        with undo.undoing(context.store, operation_id, context.now()) as undone:
            policy = context.policy
            ids = undone.contact_ids
            context.steps.forget_missing()
            everyone = undone.all_contacts or len(ids) > AT_ONCE
            at_once = context.people.count() <= AT_ONCE
            if not everyone:
                replanned = self._planning.replan(context.facts.affected(ids) | set(ids), policy)
            elif at_once:
                self._planning.replan_everyone_now(policy)
                replanned = frozenset()
            else:
                self._planning.mark_stale()
                replanned = frozenset()
        if everyone and not at_once:
            self._planning.replan_everyone()
        what = f"Undid: {undone.what}"
        ids_now = tuple(sorted(ids))
        return Change(undone.operation_id, what, frozenset(Kind), ids_now, replanned, everyone=everyone)

    def history(self, limit: int = 50) -> list[Operation]:
        """The operations done, newest first."""
        with self._context.store.read():
            return journal.history(self._context.store, limit)

    # -- backups ------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where the daily backups lie: ``backups`` beside the diary, one folder for each diary."""
        return backup_folder(self._context.store.path)

    def backup(self, target: Path | None = None) -> Path:
        """A verified copy of the diary, to ``target`` or among the daily ones; where it was written."""
        store, now = self._context.store, self._context.now()
        if target is not None:
            return backup.backup_to(store, target)
        return self.daily(now)

    def daily(self, now: datetime) -> Path:
        """Today's backup, with what is too old put away; into the second folder too, if one is set."""
        second = self._context.preferences.backup_folder
        done = backup.daily(self._context.store, self.folder, now, Path(second) if second else None)
        return done.path

    # -- checks -------------------------------------------------------------------------------

    def check(self) -> list[str]:
        """Everything wrong with the file or the stored plan, each in a sentence; empty when all is well."""
        context = self._context
        with context.store.read():
            problems = integrity.check(context.store)
            problems += self._stale_plans()
        return problems

    def _stale_plans(self) -> list[str]:
        context = self._context
        if not self._planning.is_current():
            return ["The stored plan was made with other settings: open the diary once to have it made anew."]
        policy, wrong = context.policy, []
        after = 0
        while page := context.facts.page(after):
            stored = context.steps.plans_of(page)
            for contact_id, found in page.items():
                fresh = plan(found.standing, found.company_rating, found.history, policy)
                if stored.get(contact_id) != fresh:
                    wrong.append(contact_id)
            after = max(page)
        if not wrong:
            return []
        listed = ", ".join(str(contact_id) for contact_id in wrong[:5])
        return [f"The stored plan of {len(wrong)} contacts differs from a fresh one (ids {listed})."]


def backup_folder(diary: Path) -> Path:
    """The folder of a diary's daily backups."""
    return diary.parent / f"{diary.stem}-{_DAILY_FOLDER}"


