"""Keeping the diary safe: undo, history, backups, the integrity and plan check."""

from datetime import datetime
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.plan import plan
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.planning import AT_ONCE, Planning
from kitdiary.storage import backup, integrity, journal, undo
from kitdiary.storage.backup import Daily
from kitdiary.storage.backup_files import KeptFile, kept_files
from kitdiary.storage.journal import Operation
from kitdiary.storage.restore import restore as put_back
from kitdiary.storage.undo import Undone

__all__ = ["Daily", "KeptFile", "Operation", "Safety", "backup_folder", "restore"]


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
        return self._put_back(operation_id)

    def redo(self, operation_id: int | None = None) -> Change:
        """Do again what was undone: one operation, or for None what was undone last.

        Raises DiaryError where nothing was undone since the last change, or a later change stands in
        the way, with nothing changed.
        """
        context = self._context
        with context.store.read():
            if operation_id is not None:
                link: int | None = undo.last_link(context.store, operation_id)
            else:
                newest = journal.newest_redoable(context.store)
                link = None if newest is None else newest.id
        if link is None:
            raise DiaryError("There is nothing to do again: nothing was undone since the last change.")
        return self._put_back(link)

    def _put_back(self, operation_id: int) -> Change:
        context = self._context
        with undo.undoing(context.store, operation_id, context.now()) as undone:
            policy = context.policy
            context.steps.forget(undone.contact_ids - context.people.names(undone.contact_ids).keys())
            at_once = context.people.count() <= AT_ONCE
            affected = self._affected(undone)
            everyone = len(affected) > AT_ONCE or not self._planning.is_current()
            replanned: frozenset[int] = frozenset()
            if not everyone:
                replanned = self._planning.replan(affected, policy)
            elif at_once:
                self._planning.replan_everyone_now(policy)
            else:
                self._planning.mark_stale()
        if everyone and not at_once:
            self._planning.replan_everyone()
        done = journal.operation(context.store, undone.operation_id)
        what = undone.what if done is None else done.what
        ids = tuple(sorted(undone.contact_ids))
        return Change(
            undone.operation_id,
            what,
            frozenset(Kind),
            ids,
            replanned,
            tuple(sorted(undone.company_ids)),
            everyone,
        )

    def _affected(self, undone: Undone) -> set[int]:
        """Whose plan an undo can have moved: as things are now, and as they were before it."""
        context = self._context
        affected = context.facts.affected(undone.contact_ids) | undone.introducers
        for company_id in undone.company_ids:
            affected.update(context.companies.colleagues(company_id))
        return affected

    def history(self, limit: int = 50) -> list[Operation]:
        """The operations done, newest first."""
        with self._context.store.read():
            return journal.history(self._context.store, limit)

    def done(self, limit: int = 50, before: int | None = None) -> list[Operation]:
        """What was done, newest first, without the undos; ``before`` is the id of the last line read."""
        with self._context.store.read():
            return journal.done(self._context.store, limit, before)

    # -- backups ------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where the daily backups lie: ``backups`` beside the diary, one folder for each diary."""
        return backup_folder(self._context.store.path)

    def backup(self, target: Path | None = None) -> Daily:
        """A verified copy of the diary, to ``target`` or as today's among the daily ones.

        What was written, and a sentence for each folder that failed; DiaryError where nothing was.
        """
        store, now = self._context.store, self._context.now()
        if target is not None:
            return Daily((backup.backup_to(store, target),), ())
        done = self.daily(now)
        if not done.made:
            raise DiaryError(done.problems[0])
        return done

    def kept(self) -> list[KeptFile]:
        """What can be restored, newest first.

        The daily backups, those in the second folder, and the diaries that a restore put aside.
        """
        store, second = self._context.store, self._context.preferences.backup_folder
        return kept_files(store.path, (Path(second),) if second else ())

    def daily(self, now: datetime) -> Daily:
        """Today's backup, with what is too old put away; into the second folder too, if one is set."""
        second = self._context.preferences.backup_folder
        folders = (self.folder, Path(second)) if second else (self.folder,)
        return backup.daily(self._context.store, folders, now)

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
        problems = []
        if wrong:
            listed = ", ".join(str(contact_id) for contact_id in wrong[:5])
            problems.append(
                f"The stored plan of {len(wrong)} contacts differs from a fresh one (ids {listed})."
            )
        if astray := context.steps.astray():
            problems.append(f"The stored plan has steps of {len(astray)} contacts who are no more.")
        return problems


def backup_folder(diary: Path) -> Path:
    """The folder of a diary's daily backups."""
    return backup.default_folder(diary)


def restore(backup_file: Path, diary: Path, now: datetime) -> Path | None:
    """Put a backup in the place of a diary that nobody has open; where the present one is kept, if any.

    Raises DiaryError, with the diary as it was, when the backup is not good.
    """
    return put_back(backup_file, diary, now)
