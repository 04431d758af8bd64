"""The library's page, by what a user does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.domain.content import ContentKind
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.library import LibrarySort, Offered
from kitdiary.services.touch_log import TouchDraft
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.content_form import ContentForm
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.library import LibraryPage
from tests.ui.people import TRAP, People, at
from tests.ui.qt import words

Idle = Callable[[Desk], None]
Dialog = Callable[[], QWidget]
WASTE, AUDIT = "Cutting waste on the last mile", "The audit in ten steps"


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> LibraryPage:
    """The page, shown, its first item looked up."""
    made = window.page("library")
    assert isinstance(made, LibraryPage)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    window.go("library")
    settled(qtbot, made)
    return made


def settled(qtbot: QtBot, page: LibraryPage) -> None:
    qtbot.waitUntil(lambda: page._looking is None and page.model.is_counted and page.model.is_complete)


def titles(page: LibraryPage) -> list[str]:
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def choose(qtbot: QtBot, page: LibraryPage, title: str) -> None:
    page.view.setCurrentIndex(page.model.index(titles(page).index(title), 0))
    settled(qtbot, page)


def people(page: LibraryPage) -> list[str]:
    return [made.accessibleName() for made in page.panel.findChildren(QPushButton)]


def press(qtbot: QtBot, page: QWidget, name: str) -> None:
    found = next(
        made
        for made in page.findChildren(QPushButton)
        if name in (made.text(), made.accessibleName()) and made.isVisible()
    )
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def saved(qtbot: QtBot, window: MainWindow, form: QWidget) -> None:
    assert isinstance(form, ContentForm)
    with qtbot.waitSignal(window.desk.changed):
        form._save()
    qtbot.waitUntil(lambda: not form.isVisible())


def test_it_is_in_the_side_with_its_count_and_has_a_key(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.side.buttons["library"].accessibleName() == "Library 2")
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.page("library")


def test_a_line_says_what_it_is_and_what_came_of_it(page: LibraryPage) -> None:
    assert titles(page) == [AUDIT, WASTE]
    spoken = page.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{WASTE}, Article, cold chain, sent to 1, no answer yet"
    assert page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("not sent yet")
    assert page.subtitle.text() == "2 pieces worth sending"


def test_whom_it_fits_and_who_has_had_it(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, ids: People
) -> None:
    choose(qtbot, page, AUDIT)
    said = words(page.panel)
    assert "Saves a week of preparation" in said
    assert "Spoilage" in said
    assert "Priya Raman" in people(page)
    choose(qtbot, page, WASTE)
    said = words(page.panel)
    assert "WHO HAS HAD IT" in said
    assert "Tue 10 Nov" in said
    asked: list[tuple[str, object]] = []
    window.desk.asked.disconnect(window.go)
    window.desk.asked.connect(lambda where, what: asked.append((where, what)))
    press(qtbot, page.panel, "Priya Raman")
    assert asked == [("contact", ids.priya)]


def test_write_takes_the_item_along(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, ids: People, dialog: Dialog
) -> None:
    window.desk.diary.contacts.edit((ids.grete,), tags=("audits",))
    page.refresh(None)
    choose(qtbot, page, AUDIT)
    said = words(page.panel)
    assert "heard from you: from Mon 23 Nov on" in said  # written to on the 16th
    window.desk.diary.contacts.edit((ids.taro,), tags=("audit",))
    page.refresh(None)
    settled(qtbot, page)
    press(qtbot, page.panel, f"Write to {window.desk.diary.contacts.one(ids.taro).name}")
    form = dialog()
    assert AUDIT in [field.text() for field in form.findChildren(QLineEdit)]
    form.close()


@pytest.mark.parametrize("typed", ["audi", "WEEK", "prepar"])
def test_search_as_you_type_also_from_the_list(page: LibraryPage, qtbot: QtBot, typed: str) -> None:
    page.view.setFocus()
    qtbot.keyClick(page.view, typed[0])
    qtbot.keyClicks(page.search, typed[1:])
    qtbot.waitUntil(lambda: titles(page) == [AUDIT])
    assert page.subtitle.text() == "1 of 2 pieces"
    qtbot.keyClicks(page.search, "xx")
    qtbot.waitUntil(page.empty.isVisible)
    press(qtbot, page, "Show all")
    qtbot.waitUntil(lambda: len(titles(page)) == 2)


def test_filters_and_orders(page: LibraryPage, window: MainWindow, qtbot: QtBot) -> None:
    library = window.desk.diary.library
    library.add("Old", kind=ContentKind.LINK, until=date(2026, 11, 19), link="https://x.example/")
    library.add("Away", industries=("Bakeries",))
    library.archive(library.items("Away")[0].id)
    page.refresh(None)
    assert titles(page) == [AUDIT, WASTE]
    for offered, wanted in (
        (Offered.EXPIRED, ["Old"]),
        (Offered.ARCHIVED, ["Away"]),
        (Offered.ALL, ["Away", "Old", AUDIT, WASTE]),
    ):
        page.offered.setCurrentIndex(page.offered.findData(offered))
        assert titles(page) == wanted
    page.order.setCurrentIndex([page.order.itemText(n) for n in range(page.order.count())].index("By title"))
    assert titles(page) == ["Away", WASTE, "Old", AUDIT]
    page.order.setCurrentIndex(
        next(n for n in range(page.order.count()) if page.order.itemData(n).sort is LibrarySort.SENT)
    )
    qtbot.waitUntil(lambda: titles(page)[0] == WASTE)
    page.order.setCurrentIndex(0)
    page.kind.setCurrentIndex(page.kind.findData(ContentKind.LINK))
    assert titles(page) == ["Old"]
    page.kind.setCurrentIndex(0)
    page.topic.setCurrentIndex(page.topic.findText("Bakeries"))
    assert titles(page) == ["Away"]


def test_adding_by_typing_with_all_there_is_to_say(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, dialog: Dialog, tmp_path: Path
) -> None:
    press(qtbot, page, "Add")
    form = dialog()
    assert isinstance(form, ContentForm)
    form._save()
    assert "title" in form.error.text()
    qtbot.keyClicks(form.name, "Pallets & <b>boxes</b>")
    qtbot.keyClicks(form.why, "Counts them")
    form.link.setText("javascript:alert(1)")
    form._save()
    assert "is not a link that can be sent" in form.error.text()
    form.link.setText("https://x.example/a?b=1&c=2")
    qtbot.keyClicks(form.topics, "pallets, Crates, pallets")
    qtbot.keyClicks(form.industries, "Food")
    qtbot.keyClicks(form.competitor, "Veltra")
    form.until.setText("32 Jan 2027")
    form._save()
    assert form.error.text()
    form.until.setText("Jan 2027")
    (tmp_path / "sheet.pdf").write_bytes(b"%PDF")
    form.take_file(tmp_path / "sheet.pdf")
    saved(qtbot, window, form)
    item = window.desk.diary.library.items("pallets")[0]
    assert (item.title, item.why, item.link) == (
        "Pallets & <b>boxes</b>",
        "Counts them",
        "https://x.example/a?b=1&c=2",
    )
    assert (item.topics, item.industries, item.competitor) == (("Crates", "pallets"), ("Food",), "Veltra")
    assert item.until == date(2027, 1, 31)
    settled(qtbot, page)
    choose(qtbot, page, item.title)
    assert "Open sheet.pdf" in people(page)
    window.desk.undo()
    qtbot.waitUntil(lambda: titles(page) == [AUDIT, WASTE])


def test_editing_archiving_and_removing(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, dialog: Dialog
) -> None:
    choose(qtbot, page, AUDIT)
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    form = dialog()
    assert isinstance(form, ContentForm)
    assert not form.typed()
    form.name.setText("The audit in nine steps")
    saved(qtbot, window, form)
    qtbot.waitUntil(lambda: "The audit in nine steps" in titles(page))
    choose(qtbot, page, WASTE)
    assert not [b for b in page.panel.findChildren(QPushButton) if b.text() == "Remove"]
    press(qtbot, page.panel, "Archive")
    qtbot.waitUntil(lambda: titles(page) == ["The audit in nine steps"])
    settled(qtbot, page)
    press(qtbot, page.panel, "Remove")
    qtbot.waitUntil(lambda: titles(page) == [])
    window.desk.undo()
    qtbot.waitUntil(lambda: titles(page) == ["The audit in nine steps"])
    window.desk.undo()
    qtbot.waitUntil(lambda: len(titles(page)) == 2)


def test_what_somebody_has_had_cannot_be_removed(page: LibraryPage, window: MainWindow, qtbot: QtBot) -> None:
    choose(qtbot, page, WASTE)
    with qtbot.waitSignal(window.desk.failed) as failed:
        page._do("remove")
    assert "archive it instead" in failed.args[0]
    assert WASTE in titles(page)


def test_delete_puts_away_what_was_sent(page: LibraryPage, window: MainWindow, qtbot: QtBot) -> None:
    choose(qtbot, page, WASTE)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(page) == [AUDIT])
    assert window.desk.diary.library.items("waste")[0].archived


def test_enter_opens_the_link(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    window.desk.diary.library.add("Ports", link="https://x.example/größe?a=b")
    page.refresh(None)
    choose(qtbot, page, "Ports")
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert opened == ["https://x.example/größe?a=b"]


def mime(text: str = "", url: str = "") -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    if url:
        data.setUrls([QUrl(url)])
    return data


def drop(where: QWidget, data: QMimeData) -> None:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    where.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))


def test_a_link_dropped_on_any_page_of_the_window(window: MainWindow, dialog: Dialog) -> None:
    data = mime(url="https://x.example/cold-chain-audit.html")
    drop(window, data)
    form = dialog()
    assert isinstance(form, ContentForm)
    assert form.name.text() == "Cold chain audit"
    assert form.link.text() == "https://x.example/cold-chain-audit.html"
    assert form.kind.value is ContentKind.LINK
    form.close()


def test_a_file_dropped_on_the_page(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, dialog: Dialog, tmp_path: Path
) -> None:
    file = tmp_path / "Spring_news.pdf"
    file.write_bytes(b"%PDF")
    data = mime(url=QUrl.fromLocalFile(str(file)).toString())
    drop(page, data)
    form = dialog()
    assert isinstance(form, ContentForm)
    assert form.name.text() == "Spring news"
    saved(qtbot, window, form)
    item = window.desk.diary.library.items("spring")[0]
    kept = window.desk.diary.library.file_of(item.id)
    assert kept is not None
    assert kept.name == "Spring_news.pdf"


def test_a_file_too_large_is_refused_and_the_form_stays(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, dialog: Dialog, tmp_path: Path
) -> None:
    with (tmp_path / "huge.pdf").open("wb") as out:
        out.truncate(25 * 1024 * 1024 + 1)
    drop(page, mime(url=QUrl.fromLocalFile(str(tmp_path / "huge.pdf")).toString()))
    form = dialog()
    assert isinstance(form, ContentForm)
    form._save()
    qtbot.waitUntil(lambda: "larger than 25 MB" in form.error.text())
    assert titles(page) == [AUDIT, WASTE]
    form.close()
    form.close()


def test_from_the_clipboard_by_key(page: LibraryPage, qtbot: QtBot, dialog: Dialog) -> None:
    QGuiApplication.clipboard().setText("Tariffs in plain words\nhttps://x.example/t/123")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    form = dialog()
    assert isinstance(form, ContentForm)
    assert (form.name.text(), form.link.text()) == ("Tariffs in plain words", "https://x.example/t/123")
    form.close()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("javascript:alert(1)", "is not a link that can be sent"),
        ("file:///etc/passwd", "is not a link that can be sent"),
        ("just words", "no link and no file"),
        ("", "no link and no file"),
    ],
)
def test_what_is_no_link_is_refused_in_one_sentence(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, text: str, sentence: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(window.desk.failed) as failed:
        press(qtbot, page, "From clipboard")
    assert sentence in failed.args[0]


def test_an_empty_library_says_what_to_do(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, dialog: Dialog
) -> None:
    library = window.desk.diary.library
    diary = window.desk.diary
    library.remove(library.items("audit")[0].id)
    store = diary.context.store
    waste = library.items("waste")[0].id
    with store.operation("Test", diary.context.now()):
        store.execute("UPDATE touches SET content_id = NULL")
    library.remove(waste)
    page.refresh(None)
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.heading.text() == "Nothing to send yet"
    press(qtbot, page, "Add the first")
    dialog().close()


def test_a_touch_logged_elsewhere_is_seen(
    page: LibraryPage, window: MainWindow, qtbot: QtBot, ids: People
) -> None:
    draft = TouchDraft((ids.trap,), Channel.EMAIL, Outcome.SENT, at=at("2026-11-20T08:00"), content=AUDIT)
    window.desk.write(lambda: window.desk.diary.log.record(draft))
    choose(qtbot, page, AUDIT)
    qtbot.waitUntil(lambda: "WHO HAS HAD IT" in words(page.panel))
    assert TRAP in people(page)


def test_an_item_is_gone_to_even_where_a_filter_hides_it(
    page: LibraryPage, window: MainWindow, qtbot: QtBot
) -> None:
    library = window.desk.diary.library
    number = library.items("waste")[0].id
    library.archive(number)
    page.refresh(None)
    window.go("library", number)
    qtbot.waitUntil(lambda: page.item() is not None and page.item().id == number)
