"""Importing contacts: choose a file, look at what would happen, decide, import, undo."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QProgressBar, QStackedWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.services.changes import Change, Kind
from kitdiary.services.exchange.import_preview import ImportPreview
from kitdiary.services.exchange.import_request import ImportCancelledError, ImportRequest, Stage
from kitdiary.services.exchange.imports import Imported
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_file
from kitdiary.ui.import_words import about_file, rows_words
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.empty_state import EmptyState
from kitdiary.ui.widgets.import_body import ImportBody
from kitdiary.ui.widgets.import_done import ImportDone
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.worker import Task

_SHARES = {Stage.READ: (0, 45), Stage.WRITE: (45, 72), Stage.INDEX: (72, 80), Stage.PLAN: (80, 100)}
"""From where to where each stage moves the bar, in percent of its time."""


class ImportPage(Page):
    """Import contacts."""

    name = "import"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.path: Path | None = None
        self.preview: ImportPreview | None = None
        self._looking: Task | None = None
        self._running: Task | None = None
        back = button(tr("‹ Contacts"), "link")
        back.clicked.connect(lambda: desk.go("contacts"))
        self.above.addWidget(back)
        self.above.addStretch(1)
        self.title.setText(tr("Import contacts"))
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self.start = button("", "main")
        self.start.clicked.connect(self._import)
        self.head.addWidget(self.cancel)
        self.head.addWidget(self.start)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("How far it is"))
        self.body.addWidget(self.progress)
        self.empty = EmptyState()
        self.empty.acted.connect(self.choose)
        self.content = ImportBody(desk)
        self.done = ImportDone(desk)
        self.stack = QStackedWidget()
        for widget in (self.empty, self.content, self.done):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.content.columns.mapped.connect(self._look)
        self.content.after.asked.connect(self._look)
        self.content.answered.connect(self._count)
        self.done.again.connect(self.choose)
        self._forget()

    # -- choosing a file ----------------------------------------------------------------------

    def open(self, what: object = None) -> None:
        """``what`` is a file to look at; without one the page is as it was left."""
        if isinstance(what, Path) and self._running is None:
            self.show_file(what)

    def choose(self) -> None:
        """Ask for a file."""
        choose_file(
            self,
            tr("Import contacts"),
            self.show_file,
            folder=str(self.path.parent) if self.path else "",
            filters=tr("Address books (*.csv *.txt *.tsv *.vcf *.vcard);;All files (*)"),
        )

    def show_file(self, path: Path) -> None:
        """Look at a file; nothing is written."""
        self._forget()
        self.path = path
        self._look()

    def _forget(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self.preview = self.path = None
        self.content.forget()
        self.empty.say(
            tr("Bring the address book you have"),
            tr(
                "Google, Outlook, LinkedIn, HubSpot, Salesforce, Act!, Thunderbird, any other CSV, and "
                "vCards. Choose the file or drop it on the window. You see what will happen before anything "
                "is written."
            ),
            tr("Choose a file …"),
        )
        self._show_state()

    # -- looking ------------------------------------------------------------------------------

    def request(self) -> ImportRequest:
        """What is asked for as the page stands."""
        assert self.path is not None
        after, preview = self.content.after, self.preview
        source = after.source.text().strip()
        return ImportRequest(
            self.path,
            mapping=self.content.columns.mapping(),
            rating=after.rating.currentData() or None,
            tags=tuple(tag.strip() for tag in after.tags.text().split(",") if tag.strip()),
            on_duplicate=after.here.currentData(),
            last_contact=after.last.currentData(),
            source="" if preview is not None and source == preview.source_words else source,
            owner=after.owner.text().strip(),
            choices=dict(self.content.answers),
            stamp=None if preview is None else preview.stamp,
        )

    def _look(self) -> None:
        """Read the file in the background and show what importing it would do."""
        if self.path is None:
            return
        if self._looking is not None:
            self._looking.cancel()
        request, imports, bridge = self.request(), self.desk.diary.imports, self.desk.bridge

        def work(task: Task) -> ImportPreview:
            def progress(_stage: Stage, done: int, _total: int) -> bool:
                bridge.post(partial(self._read_so_far, task, done))
                return not task.cancelled

            return imports.preview(request, progress)

        task = self.desk.look(
            work, lambda preview: self._seen(task, preview), lambda s: self._unseen(task, s)
        )
        self._looking = task
        self._show_state()

    def _read_so_far(self, task: Task, rows: int) -> None:
        if task is self._looking and rows:
            self.subtitle.setText(
                tr("Reading {0} … {1}", self.path.name if self.path else "", rows_words(rows))
            )

    def _seen(self, task: Task, preview: ImportPreview) -> None:
        if task is not self._looking or self.path is None:
            return
        self._looking, self.preview = None, preview
        self.content.show_preview(preview)
        self._show_state()

    def _unseen(self, task: Task, sentence: str) -> None:
        if task is not self._looking:
            return
        self._forget()
        self.empty.say(tr("This file cannot be imported"), sentence, tr("Choose another file …"))

    # -- importing ----------------------------------------------------------------------------

    def _import(self) -> None:
        """Import it as it is shown."""
        if self.path is None or self.preview is None or self._looking or self._running:
            return
        request, imports = self.request(), self.desk.diary.imports

        def work(task: Task, tell: object) -> Imported | DiaryError:
            def progress(stage: Stage, done: int, total: int) -> bool:
                if callable(tell):
                    tell((_percent(stage, done, total or self._rows()), 100))
                return not task.cancelled

            try:
                return imports.run(request, progress)
            except DiaryError as error:
                return error

        self._running = self.desk.slowly(
            tr("Importing {0} …", request.path.name), work, partial(self._imported, request)
        )
        self.desk.worked.connect(self._worked)
        self._show_state()

    def _rows(self) -> int:
        return self.preview.totals.rows if self.preview else 0

    def _worked(self, value: tuple[int, int]) -> None:
        self.progress.setRange(0, value[1])
        self.progress.setValue(value[0])

    def _imported(self, request: ImportRequest, result: Imported | DiaryError) -> None:
        self._running = None
        self.desk.worked.disconnect(self._worked)
        if isinstance(result, DiaryError):
            self._show_state()
            if isinstance(result, ImportCancelledError):
                self.desk.said.emit(str(result), None)
            else:
                self.desk.failed.emit(str(result))
            return
        self.done.show_result(request, result, self.preview)
        self._forget()
        self.stack.setCurrentWidget(self.done)
        self.title.setText(tr("Imported {0}", request.path.name))
        if result.change is not None:
            self.desk.changed.emit(result.change)
            if result.operation_id is not None:
                self.desk.said.emit(result.change.what, result.operation_id)

    def _cancel(self) -> None:
        """End what runs; where nothing does, put the file away."""
        if self._running is not None:
            self._running.cancel()
            self.cancel.setEnabled(False)
            self.subtitle.setText(tr("Cancelling …"))
        else:
            self._forget()

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """People changed meanwhile: what would happen may be another thing now."""
        if change is None or self._running is not None or self.preview is None:
            return
        if change.everyone or {Kind.CONTACTS, Kind.COMPANIES, Kind.SETTINGS} & change.kinds:
            QTimer.singleShot(0, self, self._look)

    def changeEvent(self, event: QEvent) -> None:
        """Painted anew when light turns to dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()

    def _show_state(self) -> None:
        """The head and the part of the page that fit what goes on."""
        looking, running = self._looking is not None, self._running is not None
        self.progress.setVisible(looking or running)
        if looking:
            self.progress.setRange(0, 0)
        self.cancel.setVisible(self.path is not None)
        self.cancel.setEnabled(True)
        self.start.setVisible(self.preview is not None)
        self.content.setEnabled(not running)
        self.title.setText(tr("Import contacts"))
        if self.path is None:
            self.subtitle.setText("")
            self.stack.setCurrentWidget(self.empty)
            return
        self.stack.setCurrentWidget(self.content)
        if running:
            self.subtitle.setText(tr("Importing {0} …", self.path.name))
        elif looking:
            self.subtitle.setText(tr("Reading {0} …", self.path.name))
            if self.preview is None:
                self.content.wait()
        elif self.preview is not None:
            self.subtitle.setText(about_file(self.path.name, self.preview))
        self._count()

    def _count(self) -> None:
        """How many the button imports."""
        if self.preview is None:
            return
        totals = self.preview.totals
        count = totals.added + totals.updated + self.content.chosen() + self._taken()
        one, more = tr("Import 1 contact"), tr("Import {0} contacts", f"{count:,}")
        self.start.setText(one if count == 1 else more if count else tr("Nothing to import"))
        busy = self._looking is not None or self._running is not None
        self.start.setEnabled(bool(count) and not busy)

    def _taken(self) -> int:
        """People who bring nothing new but what the rep takes over."""
        preview, answers = self.preview, self.content.answers
        known = preview.known if preview is not None else ()
        return sum(1 for row in known if not row.brings and row.line in answers and answers[row.line].take)


def _percent(stage: Stage, done: int, total: int) -> int:
    first, last = _SHARES[stage]
    share = min(1.0, done / total) if total else 0.0
    return round(first + (last - first) * share)
