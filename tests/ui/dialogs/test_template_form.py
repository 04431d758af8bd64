"""Templates in Settings: the list, a change with its preview, what is refused, reset and undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow

Opened = Callable[[str, object], Any]
Saved = Callable[[Any], None]
Idle = Callable[[Desk], None]


def test_a_delivered_text_is_changed_and_reset(
    window: MainWindow, opened: Opened, saved: Saved, diary: Diary, idle: Idle, qtbot: QtBot
) -> None:
    window.go("settings")
    card: Any = window.page("settings").templates  # type: ignore[attr-defined]
    before = diary.templates.all()
    assert card.list.count() == len(before)
    form = opened("template", before[0])
    assert "Hello Priya," in form.preview.toPlainText()
    form.text.setPlainText("Dear {{ first_name }}, {% for x in y %}")
    assert form.fault.text()
    form.text.setPlainText("Dear {{ first_name }}, so it is at {{ company }}.")
    assert "Dear Priya, so it is at Northgate Foods." in form.preview.toPlainText()
    assert form.fault.text() == ""
    saved(form)
    assert "changed by you" in card.list.item(0).text()
    card.list.setCurrentRow(0)
    assert card.remove.text() == "Reset"
    card.remove.click()
    idle(window.desk)
    assert diary.templates.all() == before
    window.desk.undo()
    idle(window.desk)
    assert "changed by you" in card.list.item(0).text()


def test_an_own_text_is_added_and_a_broken_one_is_not(
    window: MainWindow, opened: Opened, saved: Saved, diary: Diary, idle: Idle
) -> None:
    form = opened("template", None)
    form._save()
    assert "needs a name" in form.error.text()
    form.name.setText("After the fair")
    form.text.setPlainText("{% include '/etc/passwd' %}")
    form._save()
    idle(window.desk)
    assert "another file" in form.error.text()
    assert form.text.toPlainText() == "{% include '/etc/passwd' %}"
    form.text.setPlainText("")
    form.fields.menu().actions()[0].trigger()
    assert form.text.toPlainText() == "{{ first_name }}"
    saved(form)
    (own,) = diary.templates.variants("After the fair")
    assert own.body == "{{ first_name }}"
