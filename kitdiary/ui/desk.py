"""What every page and dialog works with: the diary, the worker, what changed, and where to go next."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from kitdiary.domain.errors import DiaryError
from kitdiary.services.changes import Change, Kind
from kitdiary.services.diary import Diary
from kitdiary.ui.bridge import Bridge
from kitdiary.ui.counting import Counting
from kitdiary.ui.outside_files import Copies
from kitdiary.ui.text import tr
from kitdiary.ui.worker import Task, Worker

if TYPE_CHECKING:
    from kitdiary.services.reminders.notifier import Chain
    from kitdiary.ui.dialogs.week_mails import Letter

POLL_MS = 2_000
"""How often the window looks whether another program wrote to the diary."""
RESTING_MS = 30_000
"""How often while nobody sees it."""


class Desk(QObject):
    """One window's desk. Pages read from ``diary`` at once (a read never waits) and write through `write`."""

    changed = Signal(object)
    """A `Change`: something was written, by this window or another program."""
    said = Signal(str, object)
    """Something to tell the rep quietly: a sentence, and the operation to undo (an id or None)."""
    failed = Signal(str)
    """Something could not be done: one sentence."""
    busy = Signal(str, object)
    """Slow work began: what, and its `Task`; ended with an empty text."""
    worked = Signal(object)
    """How far the slow work is: (done, total)."""
    beaten = Signal()
    """The heart has beaten: what is known of the reminders may differ."""
    asked = Signal(str, object)
    """Somewhere to go or something to do, by name: see `go`."""

    restoring = Signal(object)
    """Close the diary, put this file (a path) in its place, keeping the present one, and open it again."""

    def __init__(self, diary: Diary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.diary = diary
        self.bridge = Bridge(self)
        self.worker = Worker(self.bridge)
        self.reader: Worker | None = None
        """The thread of `look`, once there is one."""
        self.counting = Counting(self)
        """The counts that the side and Today show."""
        self.reminding = False
        """Whether this window reminds, and goes on when it is closed; a demo does neither."""
        self.chain: Chain | None = None
        """The notifiers of this window, once its heart beats; None where it has none (a demo)."""
        self.copies = Copies()
        """Copies of attachments, opened in other programs."""
        self.week_letters: dict[int, Letter] = {}
        """The week's emails as they were left, by contact."""
        self._seen: int | None = None
        self._looking = False
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._look)
        self._poll.start()
        self._look()

    # -- doing --------------------------------------------------------------------------------

    def write(
        self,
        act: Callable[[], Change],
        then: Callable[[Change], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Do one write in the worker; then tell every page, show what happened with its undo.

        ``failed`` gets the sentence instead of the bar: for a form that shows it beside its field.
        """

        def done(change: Change) -> None:
            self._written(change)
            if then is not None:
                then(change)

        self.worker.submit(lambda _task, _tell: act(), done, failed or self.failed.emit)

    def write_many(
        self,
        what: str,
        act: Callable[[Callable[[int, int], bool]], Change],
        then: Callable[[Change], None] | None = None,
    ) -> Task:
        """The same for a write that takes a while: ``act(progress)`` tells how far it is, and ends for False.

        What is ended leaves nothing; that is said as any write that could not be done.
        """

        def work(task: Task, tell: Callable[[Any], None]) -> Change:
            def progress(done: int, total: int) -> bool:
                tell((done, total))
                return not task.cancelled

            return act(progress)

        def done(change: Change) -> None:
            self._written(change)
            if then is not None:
                then(change)

        return self.slowly(what, work, done)

    def _written(self, change: Change) -> None:
        self.changed.emit(change)
        if change.operation_id is not None:
            self.said.emit(change.what, change.operation_id)

    def slowly(
        self,
        what: str,
        work: Callable[[Task, Callable[[Any], None]], Any],
        done: Callable[[Any], None],
    ) -> Task:
        """Do slow work with progress ``tell((done, total))`` and a way to cancel it (``task.cancelled``)."""

        def ended(result: Any) -> None:
            self.busy.emit("", None)
            done(result)

        def broke(sentence: str) -> None:
            self.busy.emit("", None)
            self.failed.emit(sentence)

        task = self.worker.submit(work, ended, broke, self.worked.emit)
        self.busy.emit(what, task)
        return task

    def look(
        self,
        work: Callable[[Task], Any],
        done: Callable[[Any], None],
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """Read what takes longer than a moment, in a thread of its own: an import does not hold it up.

        ``failed`` gets the sentence instead of the bar.
        """
        if self.reader is None:
            self.reader = Worker(self.bridge)
        return self.reader.submit(lambda task, _tell: work(task), done, failed or self.failed.emit)

    def aside(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do in a thread of its own what may hang (other programs): nothing waits for it, nor does the end.

        What it raises, other than a DiaryError, is an error of the program.
        """

        def run() -> None:
            try:
                result = work()
            except DiaryError as error:
                sentence = str(error)
                self.bridge.post(lambda: self.failed.emit(sentence))
            else:
                self.bridge.post(lambda: done(result))

        threading.Thread(target=run, name="aside", daemon=True).start()

    def undo(self, operation_id: int | None = None) -> None:
        """Put an operation back, the newest for None."""
        self.write(lambda: self.diary.safety.undo(operation_id))

    def redo(self) -> None:
        """Do again what was undone last."""
        self.write(self.diary.safety.redo)

    # -- going --------------------------------------------------------------------------------

    def go(self, where: str, what: object = None) -> None:
        """Ask the shell for a page or a dialog.

        Pages: ``today``, ``contacts`` (a filter, ``near`` or None), ``companies``, ``library`` (an id or
        None), ``contact`` (an id, or with it the id of a touch to show), ``company`` (an id), ``import`` (a
        file's path), ``duplicates``, ``settings``. Dialogs: ``write`` (an id, or with it a `StepKind` or an
        item's id),
        ``log`` (ids), ``add-contact``, ``edit-contact`` (an id), ``promise`` (an id),
        ``opportunity`` (an id, or with it a title), ``edit-touch`` (an id), ``insights`` (an id), ``leave``
        (an id), ``successor`` (the id of a former job), ``content`` (an id),
        ``add-content`` (a `Dropped` or None), ``edit-content`` (an id), ``export`` (ids, or None: all),
        ``history``, ``restore``, ``week-mails``, ``newsletter`` (an item's id or None), ``template`` (a
        `Template` or None), ``find``, ``shortcuts``.
        """
        self.asked.emit(where, what)

    def open_contact(self, contact_id: int) -> None:
        """Show a contact's page."""
        self.go("contact", contact_id)

    def open_company(self, company_id: int) -> None:
        """Show a company's page."""
        self.go("company", company_id)

    def log(self, contact_ids: Sequence[int]) -> None:
        """Open "Log a touch" for these people."""
        self.go("log", tuple(contact_ids))

    # -- ending -------------------------------------------------------------------------------

    def close(self) -> None:
        """Stop looking, run nothing more in the window's thread, end the worker."""
        self._poll.stop()
        self.bridge.close()
        self.worker.close()
        if self.reader is not None:
            self.reader.close()
        self.copies.close()

    def rest(self, resting: bool) -> None:
        """Look seldom while the window is hidden, and at once when it is back."""
        wanted = RESTING_MS if resting else POLL_MS
        if self._poll.isActive() and self._poll.interval() != wanted:
            self._poll.setInterval(wanted)
            if not resting:
                self._look()

    def _look(self) -> None:
        """Ask whether somebody else wrote: in the worker, whose own writes leave the number as it is."""
        if self._looking:
            return
        self._looking = True
        store = self.diary.context.store
        self.worker.submit(lambda _task, _tell: store.data_version(), self._looked, self._not_looked)

    def _looked(self, version: int) -> None:
        self._looking = False
        before, self._seen = self._seen, version
        if before not in (None, version):
            self.changed.emit(Change(None, tr("Changed by another program"), frozenset(Kind), everyone=True))

    def _not_looked(self, _sentence: str) -> None:
        self._looking = False  # whoever next reads or writes is told what is wrong
