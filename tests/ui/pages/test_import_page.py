"""Importing, as a rep does it: a file chosen or dropped, looked at, mapped, decided, imported, undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.services.exchange.decisions import Answer
from kitdiary.services.lists import ContactQuery
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.import_compare import CompareDialog
from kitdiary.ui.main_window import MainWindow, dropped_file
from kitdiary.ui.models.import_columns_model import TARGET, ImportColumnsModel
from kitdiary.ui.models.import_rows_model import Answers, ImportRowsModel, Rows
from kitdiary.ui.pages.import_page import ImportPage
from tests.ui.choosing import chooses
from tests.ui.people import NAMES, People
from tests.ui.qt import words

Idle = Callable[[Desk], None]
HEADINGS = "First Name;Last Name;Company;Job Title;E-mail Address;Mobile Phone;User 2"
ROWS = (
    "Zoë;Ek;Acme;Boss;zoe@acme.example;+49 171 5550002;x",
    "Bo;Nowak;Acme;;bo@acme.example;;y",
    "Priya;Raman;Northgate Foods;VP Logistics;priya@northgate.example;+1 303 555 0199;",
    "Tomas;Reader;Northgate Foods;;tom@northgate.example;;",
    "X;Y;Z;;no mail;;",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "outlook-export.csv"
    path.write_bytes("\r\n".join((HEADINGS, *ROWS, "")).encode("cp1252"))
    return path


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    window.go("import")
    found = window.page("import")
    assert isinstance(found, ImportPage)
    return found


@pytest.fixture
def seen(page: ImportPage, file: Path, qtbot: QtBot) -> ImportPage:
    """The page with the file looked at."""
    page.desk.go("import", file)
    ready(page, qtbot)
    return page


def ready(page: ImportPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.preview is not None and page._looking is None, timeout=10_000)


def tile(page: ImportPage, kind: Rows) -> str:
    return page.content.tiles.tiles[kind].accessibleName()


def names(diary: Diary) -> set[str]:
    return {row.name for row in diary.lists.contact_rows(diary.lists.contact_ids())}


def run(page: ImportPage, qtbot: QtBot) -> None:
    page.start.click()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.done, timeout=10_000)


def test_what_would_happen_is_shown_before_anything_is_written(seen: ImportPage, diary: Diary) -> None:
    assert (
        seen.subtitle.text() == "outlook-export.csv · 5 rows · Windows-1252, semicolons · looks like Outlook"
    )
    assert tile(seen, Rows.NEW) == "2 new"
    assert tile(seen, Rows.KNOWN) == "1 already here: fill in what is missing"
    assert tile(seen, Rows.DOUBTS) == "1 may be the same person: you decide"
    assert tile(seen, Rows.REJECTS) == "1 cannot be read: kept in a file with the reason"
    assert seen.start.text() == "Import 3 contacts"
    assert "2 stay unrated, counted as C until you rate them" in words(seen)
    assert "4 a day: Mon 23 Nov" in words(seen)
    assert seen.content.after.source.text() == "Outlook import, 20 Nov 2026"
    assert len(names(diary)) == len(NAMES)


def test_the_import_its_result_and_its_undo(
    seen: ImportPage, diary: Diary, window: MainWindow, qtbot: QtBot, idle: Idle
) -> None:
    seen.content.after.tags.setText("fair, 2026")
    run(seen, qtbot)
    assert {"Zoë Ek", "Bo Nowak"} <= names(diary)
    shown = words(seen.done)
    assert "3 of 5 rows imported" in shown
    assert "2 new, 1 filled in, 0 had it all, 1 left out." in shown
    assert window.bar.undo.isVisible()
    (zoe,) = diary.lists.contact_ids(ContactQuery(text="Zoë Ek"))
    assert diary.cards.one(zoe).contact.tags == ("2026", "fair")
    seen.done.show_them.click()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.page("contacts"))
    window.go("import")
    seen.done.undo.click()
    idle(seen.desk)
    assert len(names(diary)) == len(NAMES)


def test_a_column_is_given_another_meaning_with_the_keyboard(seen: ImportPage, qtbot: QtBot) -> None:
    view, model = seen.content.columns_view, seen.content.columns
    row = next(r for r in range(model.rowCount()) if model.column_at(r).heading == "User 2")
    view.setFocus()
    view.setCurrentIndex(model.index(row, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    editor = view.findChild(QComboBox)
    assert editor is not None
    qtbot.waitUntil(lambda: editor.view().isVisible())
    editor.setCurrentIndex(editor.findText("Tags"))
    editor.hidePopup()
    editor.activated.emit(editor.currentIndex())
    ready(seen, qtbot)
    assert model.index(row, TARGET).data() == "Tags"
    assert seen.request().mapping == ("#7=tags",)
    run(seen, qtbot)
    (zoe,) = seen.desk.diary.lists.contact_ids(ContactQuery(text="Zoë Ek"))
    assert seen.desk.diary.cards.one(zoe).contact.tags == ("x",)


def test_a_possible_duplicate_is_merged_by_a_click_and_back_by_another(
    seen: ImportPage, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    view = seen.content.doubts_view
    index = view.model().index(0, 0)
    where = view._painter.buttons(view.visualRect(index))[Answer.MERGE].center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert seen.start.text() == "Import 4 contacts"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert seen.start.text() == "Import 3 contacts"
    view.setFocus()
    view.setCurrentIndex(index)
    QTest.keyClick(view, Qt.Key.Key_B)
    assert "Keep both" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    run(seen, qtbot)
    assert {"Tomas Reader", NAMES["tom"]} <= names(diary)


def test_who_is_like_somebody_is_kept_until_the_rep_says_else(
    page: ImportPage, tmp_path: Path, diary: Diary, window: MainWindow, qtbot: QtBot
) -> None:
    path = tmp_path / "like.csv"
    path.write_text("Name,Company\nPria Raman,Northgate Foods\nZoë Ek,Acme\n", encoding="utf-8")
    page.desk.go("import", path)
    ready(page, qtbot)
    assert (tile(page, Rows.NEW), tile(page, Rows.DOUBTS)) == (
        "1 new",
        "1 may be the same person: you decide",
    )
    model = page.content.models[Rows.DOUBTS]
    (row,) = page.preview.doubts if page.preview else ()
    assert model.index(0, 0).data().endswith("Keep both")
    assert page.start.text() == "Import 2 contacts"
    model.answer(row, Answer.LEAVE)
    assert page.start.text() == "Import 1 contact"
    model.answer(row, Answer.MERGE)
    assert page.start.text() == "Import 2 contacts"
    model.answer(row, Answer.MERGE)
    assert model.choice(row).answer is Answer.BOTH
    run(page, qtbot)
    assert {"Pria Raman", "Priya Raman", "Zoë Ek"} <= names(diary)
    assert "One of the new people is like somebody who is here" in words(page.done)
    page.done.compare.click()
    qtbot.waitUntil(lambda: window.stack.currentWidget() is window.page("duplicates"))


def test_an_answer_stays_with_its_row_when_the_file_is_looked_at_again(
    seen: ImportPage, qtbot: QtBot
) -> None:
    model = seen.content.models[Rows.DOUBTS]
    (row,) = seen.preview.doubts if seen.preview else ()
    model.answer(row, Answer.BOTH)
    assert seen.start.text() == "Import 4 contacts"
    seen._look()
    ready(seen, qtbot)
    assert tile(seen, Rows.DOUBTS) == "1 may be the same person: you decide"
    assert seen.start.text() == "Import 4 contacts"
    (row,) = seen.preview.doubts if seen.preview else ()
    model.answer(row, Answer.BOTH)
    assert seen.start.text() == "Import 3 contacts"


def test_conflicts_are_shown_and_only_what_is_chosen_is_taken(
    seen: ImportPage, diary: Diary, ids: People, qtbot: QtBot, dialog: Callable[[], QWidget]
) -> None:
    seen.content.tiles.tiles[Rows.KNOWN].click()
    view = seen.content.lists[Rows.KNOWN]
    assert "differs in Job title" in str(view.model().index(0, 0).data())
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    opened = dialog()
    assert isinstance(opened, CompareDialog)
    assert "Head of Logistics" in words(opened)
    opened.ticks["job_title"].click()
    opened.keep.click()
    assert "1 taken from the file" in str(view.model().index(0, 0).data())
    run(seen, qtbot)
    contact = diary.cards.one(ids.priya).contact
    assert (contact.job_title, contact.rating) == ("VP Logistics", "A")
    assert "+1 303 555 0199" in [phone.value for phone in contact.phones]


def test_a_doubt_can_be_answered_in_the_comparison(
    seen: ImportPage, ids: People, diary: Diary, qtbot: QtBot, dialog: Callable[[], QWidget]
) -> None:
    model = seen.content.models[Rows.DOUBTS]
    row = model.row(model.index(0, 0))
    assert row is not None
    tom = ids.tom
    seen.content.compare(model, row)
    opened = dialog()
    assert isinstance(opened, CompareDialog)
    opened.ticks["name"].click()
    opened.answers[Answer.MERGE].click()
    assert model.choice(row).answer is Answer.MERGE
    run(seen, qtbot)
    assert diary.cards.one(tom).contact.name == "Tomas Reader"


def test_every_list_opens_from_its_tile(seen: ImportPage) -> None:
    tiles, content = seen.content.tiles.tiles, seen.content
    for kind, heading in (
        (Rows.NEW, "NEW  2"),
        (Rows.KNOWN, "ALREADY HERE  1"),
        (Rows.DOUBTS, "MAY BE THE SAME PERSON  1"),
        (Rows.REJECTS, "CANNOT BE READ  1"),
    ):
        tiles[kind].click()
        assert content.heading.text() == heading
        assert content.lists[kind].isVisible()
    assert "“no mail” is not an email address" in str(content.models[Rows.REJECTS].index(0, 0).data())
    content.to_columns.click()
    assert content.columns_view.isVisible()
    assert content.heading.text() == "COLUMNS  7"


def test_rejects_are_saved_where_the_rep_says(
    seen: ImportPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "rejects.csv"
    run(seen, qtbot)
    chooses(monkeypatch, target)
    with qtbot.waitSignal(seen.desk.said):
        seen.done.rejects.click()
    assert "no mail" in target.read_text(encoding="utf-8-sig")


def test_a_file_is_chosen_in_the_dialog_and_put_away_again(
    page: ImportPage, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses(monkeypatch, file)
    page.empty.button.click()
    ready(page, qtbot)
    page.cancel.click()
    assert page.stack.currentWidget() is page.empty
    assert not page.start.isVisible()


def test_a_file_that_cannot_be_read_is_said_on_the_page(
    page: ImportPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(bytes(range(256)) * 40)
    page.show_file(path)
    qtbot.waitUntil(lambda: page._looking is None)
    assert "photo.csv is not a text file" in page.empty.text.text()
    assert page.empty.button.text() == "Choose another file …"


def test_of_a_vcard_the_new_people_are_shown_at_once(
    page: ImportPage, tmp_path: Path, diary: Diary, qtbot: QtBot
) -> None:
    path = tmp_path / "cards.vcf"
    path.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Neu\r\nEMAIL:anna@neu.example\r\nEND:VCARD\r\n")
    page.show_file(path)
    ready(page, qtbot)
    assert page.subtitle.text() == "cards.vcf · 1 card · UTF-8 · vCard 3.0"
    assert page.content.lists[Rows.NEW].isVisible()
    assert not page.content.to_columns.isVisible()
    run(page, qtbot)
    assert "Anna Neu" in names(diary)


def test_unknown_headings_can_be_mapped(page: ImportPage, tmp_path: Path, diary: Diary, qtbot: QtBot) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Wer;Wo\nAnna Neu;Ulm\n", encoding="utf-8")
    page.show_file(path)
    ready(page, qtbot)
    assert "says who a row is about" in page.content.problem.text()
    assert not page.start.isEnabled()
    model = page.content.columns
    model.setData(model.index(0, TARGET), "name")
    ready(page, qtbot)
    assert page.start.text() == "Import 1 contact"
    run(page, qtbot)
    assert "Anna Neu" in names(diary)


def test_a_last_contact_is_offered_at_once(page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "hubspot.csv"
    path.write_text(
        "Record ID,First Name,Last Name,Email,Last Contacted\n1,Ann,Ek,a@x.example,2026-10-01 10:00\n",
        encoding="utf-8",
    )
    page.show_file(path)
    ready(page, qtbot)
    after = page.content.after
    assert after.last.isVisible()
    assert "1 person starts the clocks" in after.seeded.text()
    after.last.setCurrentIndex(2)
    after.last.activated.emit(2)
    ready(page, qtbot)
    assert after.seeded.text() == "Everybody starts as never talked to."


def test_a_cancelled_import_leaves_nothing(
    page: ImportPage, tmp_path: Path, diary: Diary, qtbot: QtBot, idle: Idle
) -> None:
    path = tmp_path / "many.csv"
    rows = "".join(f"Person {n},Firm {n // 4},p{n}@firm{n // 4}.example\n" for n in range(6_000))
    path.write_text("Name,Company,Email\n" + rows, encoding="utf-8")
    page.show_file(path)
    ready(page, qtbot)
    page.start.click()
    assert page.cancel.isEnabled()
    page.cancel.click()
    with qtbot.waitSignal(page.desk.said) as said:
        pass
    assert "was cancelled; nothing of it is in the diary" in said.args[0]
    idle(page.desk)
    assert len(names(diary)) == len(NAMES)
    assert page.start.text() == "Import 6,000 contacts"
    assert page.start.isEnabled()


def test_it_is_reached_by_keys_button_and_command(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.page("import")
    assert window.side.buttons["contacts"].isChecked()
    window.go("contacts")
    window.page("contacts").bring.click()  # type: ignore[attr-defined]
    assert window.stack.currentWidget() is window.page("import")


def mime(*paths: Path) -> QMimeData:
    made = QMimeData()
    made.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return made


def test_a_file_dropped_on_the_window_is_looked_at(window: MainWindow, file: Path, qtbot: QtBot) -> None:
    data = mime(file)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    page = window.page("import")
    assert isinstance(page, ImportPage)
    assert page.path == file
    ready(page, qtbot)


@pytest.mark.parametrize("names", [(), ("a.png",), ("a.csv", "b.csv")])
def test_only_one_address_book_can_be_dropped(names: tuple[str, ...], tmp_path: Path) -> None:
    assert dropped_file(mime(*(tmp_path / name for name in names))) is None


def test_the_models_keep_qt_s_rules(seen: ImportPage, qtbot: QtBot) -> None:
    preview = seen.preview
    assert preview is not None
    columns, rows = ImportColumnsModel(), ImportRowsModel(Rows.DOUBTS, Answers())
    models: tuple[QAbstractItemModel, ...] = (columns, rows, seen.content.columns)
    testers = [QAbstractItemModelTester(model) for model in models]
    columns.show(preview.columns)
    rows.show(preview.doubts)
    columns.setData(columns.index(0, TARGET), "notes")
    columns.show(preview.columns)
    rows.answer_all(Answer.MERGE)
    rows.show(())
    columns.forget()
    assert (columns.rowCount(), rows.rowCount()) == (0, 0)
    assert len(testers) == 3
