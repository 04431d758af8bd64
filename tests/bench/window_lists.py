"""The window's lists of 100,000 people, against Qt's own model of a query in Qt's own table.

Both are shown 1280 × 800, offscreen, in one process; a turn is what the rep does once, from the event to
the painted list. Qt's model holds what it has fetched, so its pages are already in memory when they are
turned: the floor is a kind one.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from tests.bench.generate import BIG, copy_of, diary, remove
from tests.bench.measure import Figure
from tests.bench.morning import opened_at

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView, QApplication

_SQL = """
SELECT c.name, k.name, c.job_title, c.rating, s.due_on, p.last_conversation_on, c.city
FROM contacts c LEFT JOIN companies k ON k.id = c.company_id LEFT JOIN plans p ON p.contact_id = c.id
LEFT JOIN steps s ON s.contact_id = c.id AND s.kind = 'talk' ORDER BY c.name_key
"""
_WORDS = ("anna", "mar", "schmidt", "energy", "lo", "b")
_TURNS = 60


def _settle(app: "QApplication") -> None:
    for _ in range(40):
        app.processEvents()
        time.sleep(0.003)


def _turns(
    app: "QApplication", view: "QAbstractItemView", act: Callable[[], object], count: int
) -> list[float]:
    """Seconds from each act to its painted list."""
    taken = []
    for _ in range(count):
        app.processEvents()
        start = time.perf_counter()
        act()
        view.viewport().repaint()
        taken.append(time.perf_counter() - start)
        app.processEvents()
    return taken


def lists() -> Iterator[Figure]:
    """Keystrokes, pages and wheel steps in Contacts; opening a page; the wait while an export runs."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings

    from kitdiary.ui.application import application
    from kitdiary.ui.shell import make_window

    app = application()
    path = copy_of(diary(BIG))
    try:
        with opened_at(path) as found:
            window, desk = make_window(found, QSettings("", QSettings.Format.InvalidFormat))
            window.resize(1280, 800)
            window.show()
            window.start()
            window.go("contacts")
            page: Any = window.page("contacts")
            _settle(app)
            floor = _Floor(path, page.view.size())
            _settle(app)
            yield from _paging(app, page, floor)
            yield from _typing(app, page, floor)
            yield from _opening(app, window, found)
            yield from _exporting(app, window, path)
            floor.close()
            desk.close()
            window.close()
    finally:
        remove(path)


class _Floor:
    """Qt's own table on Qt's own model of a query."""

    def __init__(self, path: Path, size: Any) -> None:
        from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
        from PySide6.QtWidgets import QTableView

        self.base = QSqlDatabase.addDatabase("QSQLITE", "floor")
        self.base.setDatabaseName(str(path))
        self.base.setConnectOptions("QSQLITE_OPEN_READONLY")
        if not self.base.open():
            raise RuntimeError(self.base.lastError().text())
        self.model = QSqlQueryModel()
        self.model.setQuery(_SQL, self.base)
        while self.model.canFetchMore():
            self.model.fetchMore()
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.verticalHeader().hide()
        self.view.resize(size)
        self.view.show()

    def close(self) -> None:
        """Let the file go."""
        from PySide6.QtSql import QSqlDatabase

        self.view.close()
        self.model.clear()
        self.base.close()
        del self.base
        QSqlDatabase.removeDatabase("floor")


def _paging(app: "QApplication", page: Any, floor: _Floor) -> Iterator[Figure]:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtTest import QTest

    def down(view: Any) -> Callable[[], object]:
        return lambda: QTest.keyClick(view, Qt.Key.Key_PageDown)

    def wheel(view: Any) -> Callable[[], object]:
        port = view.viewport()
        middle = QPointF(port.rect().center())

        def turn() -> None:
            event = QWheelEvent(
                middle,
                QPointF(port.mapToGlobal(middle.toPoint())),
                QPoint(),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            app.sendEvent(port, event)

        return turn

    for what, act in (("page-down", down), ("wheel step", wheel)):
        for view in (page.view, floor.view):
            view.setFocus()
            view.setCurrentIndex(view.model().index(0, 0))
            view.scrollToTop()
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(_TURNS // 10):  # in turns, ten each
            ours += _turns(app, page.view, act(page.view), 10)
            theirs += _turns(app, floor.view, act(floor.view), 10)
        remark = f"{median(ours) * 1e3:.1f} against {median(theirs) * 1e3:.1f} ms"
        yield Figure(f"{what} in 100,000 people, against Qt's", median(ours) / median(theirs), "x", 2, remark)


def _typing(app: "QApplication", page: Any, floor: _Floor) -> Iterator[Figure]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    search = page.filter.search
    search.setFocus()
    ours: list[float] = []
    theirs: list[float] = []
    for word in _WORDS * 3:
        for letter in word:
            ours += _turns(app, page.view, lambda letter=letter: QTest.keyClicks(search, letter), 1)
        theirs += _turns(app, floor.view, lambda: QTest.keyClick(floor.view, Qt.Key.Key_PageDown), len(word))
        search.clear()
        _settle(app)
    p95, page_down = quantiles(ours, n=20)[-1], quantiles(theirs, n=20)[-1]
    remark = (
        f"median {median(ours) * 1e3:.1f}, 95th {p95 * 1e3:.1f} ms; page-down 95th {page_down * 1e3:.1f} ms"
    )
    yield Figure(
        "a letter in the filter, 95th percentile, against page-down", p95 / page_down, "x", 2.5, remark
    )


def _opening(app: "QApplication", window: Any, found: Any) -> Iterator[Figure]:
    context = found.context
    with context.store.read():
        ids = [
            row[0]
            for row in context.store.rows(
                "SELECT contact_id FROM touch_contacts GROUP BY contact_id ORDER BY count(*) DESC LIMIT 10"
            )
        ]
        count = context.store.one("SELECT count(*) FROM touch_contacts WHERE contact_id = ?", (ids[0],))[0]
    taken = []
    for contact_id in ids:
        start = time.perf_counter()
        window.go("contact", contact_id)
        window.page("contact").repaint()
        taken.append(time.perf_counter() - start)
        _settle(app)
    remark = f"the first {taken[0] * 1e3:.0f} ms, it makes the page; most touches {count:,}"
    yield Figure("opening the page of a contact", median(taken) * 1e3, "ms", 100, remark)


def _exporting(app: "QApplication", window: Any, path: Path) -> Iterator[Figure]:
    from PySide6.QtCore import QTimer

    from kitdiary.services.exchange.contact_exports import form_of

    window.go("contacts")
    _settle(app)
    desk, target = window.desk, path.with_suffix(".csv")
    ended: list[object] = []
    late: list[float] = []
    before = time.perf_counter()

    def tick() -> None:
        nonlocal before
        now = time.perf_counter()
        late.append(now - before - 0.005)
        before = now

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(tick)
    timer.start()
    started = time.perf_counter()
    desk.slowly(
        "Exporting", lambda _task, _tell: desk.diary.exports.write(target, form_of(target)), ended.append
    )
    while not ended:
        app.processEvents()
        time.sleep(0.0005)
    timer.stop()
    target.unlink()
    most = sorted(late)[int(len(late) * 0.99)] * 1e3
    remark = f"of {time.perf_counter() - started:.1f} s; 99 of 100 within {most:.0f} ms"
    yield Figure("the window's longest wait while exporting", max(late) * 1e3, "ms", 100, remark)
