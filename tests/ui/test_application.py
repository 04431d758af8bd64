"""One window for each diary; the theme; what belongs to this computer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitdiary import paths
from kitdiary.domain.errors import DiaryError
from kitdiary.ui import theme
from kitdiary.ui.application import SingleInstance, come_forward, dress, window_settings
from kitdiary.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.CONFIG_VARIABLE, str(tmp_path / "config"))


@contextmanager
def another(diary: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that opens the diary's place."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.opener", str(diary)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def said(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    return running.stdout.readline().strip()


@contextmanager
def instance(diary: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(diary)
    try:
        yield made
    finally:
        made.close()
        made.deleteLater()


def test_the_worker_gives_way_to_the_window_soon(qapp: QApplication) -> None:
    assert sys.getswitchinterval() <= 0.001


def test_the_second_asks_the_first_to_come_forward(qtbot: QtBot, tmp_path: Path) -> None:
    with instance(tmp_path / "d") as first, qtbot.waitSignal(first.asked, timeout=20_000):
        assert first.first()
        first.listen()
        with another(tmp_path / "d") as second:
            assert said(second) == "second"


def test_this_one_asks_another_process(tmp_path: Path, qapp: QApplication) -> None:
    with another(tmp_path / "d") as first:
        assert said(first) == "first"
        with instance(tmp_path / "d") as second:
            assert not second.first()
        assert said(first) == "asked"
        assert said(first) == "closed"
        assert first.wait(20) == 0


def test_killed_it_leaves_the_place_free(tmp_path: Path, qapp: QApplication) -> None:
    with another(tmp_path / "d") as first:
        assert said(first) == "first"
        first.kill()
        first.wait(20)
    with instance(tmp_path / "d") as second:
        assert second.first()


def test_another_diary_has_a_window_of_its_own(tmp_path: Path, qapp: QApplication) -> None:
    with instance(tmp_path / "one") as one, instance(tmp_path / "other") as other:
        assert one.first()
        assert other.first()


def test_the_same_diary_by_another_way_is_the_same(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "folder").mkdir()
    roundabout = tmp_path / "folder" / ".." / "d"
    with instance(tmp_path / "d") as one, instance(roundabout) as other:
        assert one.first()
        one.listen()
        assert not other.first()


def test_once_closed_the_place_is_free(tmp_path: Path, qapp: QApplication) -> None:
    for _ in range(3):
        with instance(tmp_path / "d") as one:
            assert one.first()


def test_a_folder_that_cannot_be_written_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(paths.CONFIG_VARIABLE, str(tmp_path / "file" / "config"))
    with pytest.raises(DiaryError):
        SingleInstance(tmp_path / "d")


def test_one_that_does_not_answer_is_told_of(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kitdiary.ui.application._KNOCKS", 2)
    with instance(tmp_path / "d") as first, instance(tmp_path / "d") as second:
        assert first.first()
        with pytest.raises(DiaryError, match="does not answer"):
            second.first()


def test_a_minimised_window_comes_forward(window: MainWindow) -> None:
    window.showMinimized()
    come_forward(window)
    assert not window.isMinimized()
    assert window.isVisible()
    window.hide()
    come_forward(window)
    assert window.isVisible()


def test_what_belongs_to_this_computer_lies_in_its_folder(tmp_path: Path, qapp: QApplication) -> None:
    settings = window_settings()
    settings.setValue("x", 1)
    settings.sync()
    assert (tmp_path / "config" / "window.ini").exists()


def test_light_and_dark(window: MainWindow, qapp: QApplication) -> None:
    try:
        brightness = []
        for dark in (False, True):
            theme.force_dark(dark)
            dress(qapp)
            image = window.grab().toImage()
            brightness.append(image.pixelColor(600, 790).lightness())
        assert brightness[0] > 200
        assert brightness[1] < 60
    finally:
        theme.force_dark(None)
        dress(qapp)


def test_the_system_s_wishes_are_followed_while_the_window_is_open(
    window: MainWindow, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def ground() -> str:
        return window.grab().toImage().pixelColor(4, 790).name()

    hints = qapp.styleHints()
    assert ground() == theme.LIGHT.side
    monkeypatch.setattr(theme, "is_dark", lambda: True)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert ground() == theme.DARK.side
    if hasattr(hints, "accessibility"):
        monkeypatch.setattr(theme, "is_contrast", lambda: True)
        hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
        assert ground() == theme.DARK_CONTRAST.side
    monkeypatch.undo()
    dress(qapp)
    assert ground() == theme.LIGHT.side


def test_high_contrast_is_seven_to_one_for_text_and_edges_are_seen(window: MainWindow) -> None:
    for colours in (theme.LIGHT_CONTRAST, theme.DARK_CONTRAST):
        for ground in (colours.window, colours.card, colours.hover, colours.selected, colours.note):
            for ink in (colours.text, colours.soft, colours.late, colours.faint):
                assert contrast(ink, ground) >= 7, (ink, ground)
        for edge in (colours.line, colours.side_line, colours.field_line):
            assert contrast(edge, colours.card) >= 7
    theme.force_contrast(True)
    try:
        assert theme.colours() is theme.LIGHT_CONTRAST
    finally:
        theme.force_contrast(None)


_ALL = [theme.LIGHT, theme.DARK, theme.LIGHT_CONTRAST, theme.DARK_CONTRAST]


@pytest.mark.parametrize("colours", _ALL, ids=["light", "dark", "light contrast", "dark contrast"])
def test_text_can_be_read_on_what_it_stands_on(colours: theme.Colours) -> None:
    pairs = [
        (ink, ground)
        for ground in (colours.window, colours.card, colours.hover, colours.selected, colours.note)
        for ink in (colours.text, colours.soft, colours.late)
    ]
    pairs += [
        (colours.text, colours.field),
        (colours.faint, colours.field),
        (colours.soft, colours.side),
        (colours.accent_text, colours.accent),
        (colours.accent_text, colours.accent_hover),
        (colours.strong_text, colours.strong),
        (colours.bar_text, colours.bar),
    ]
    pairs += [(ink, fill) for fill, ink, _ in colours.ratings]
    poor = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5}
    assert poor == {}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2."""

    def light(text: str) -> float:
        def linear(part: int) -> float:
            value = part / 255
            return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

        red, green, blue = (int(text[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
