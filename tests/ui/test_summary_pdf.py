"""The printed page of a hand-off: one A4 page, its fonts embedded, drawn in a program of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kitdiary.bootstrap import fill_with_demo, summary_pdf
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.summary_page import Person, SummaryPage, Tile
from kitdiary.services.exchange.summary_page import summary_page
from kitdiary.ui.summary_pdf import render_summary
from tests.services.diaries import opened


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> SummaryPage:
    with opened(tmp_path_factory.mktemp("demo") / "demo.kitdiary") as diary:
        fill_with_demo(diary)
        figures = diary.reports.figures(diary.reports.period())
        return summary_page(figures, diary.context.policy.codes, "Jörg Weiß", diary.context.now())


def check(path: Path) -> None:
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", data)) == 1
    (box,) = re.findall(rb"/MediaBox \[([^\]]*)\]", data)
    assert [round(float(number)) for number in box.split()] == [0, 0, 595, 842]
    assert b"/FontFile2" in data or b"/FontFile3" in data or b"/FontFile " in data


def test_one_page_with_its_fonts(qapp: QApplication, page: SummaryPage, tmp_path: Path) -> None:
    render_summary(page, tmp_path / "summary.pdf")
    check(tmp_path / "summary.pdf")


def test_a_page_of_nothing_and_one_of_much(qapp: QApplication, page: SummaryPage, tmp_path: Path) -> None:
    empty = replace(page, weeks=(), cadence=(), places=(), load=(), slipping=(), tiles=(Tile("–", ""),))
    render_summary(empty, tmp_path / "empty.pdf")
    check(tmp_path / "empty.pdf")
    person = Person("A", 0, "Donaudampfschifffahrtsgesellschaft " * 9, "محمد " * 40, "🙂" * 30)
    much = replace(page, title="W" * 300, slipping=(person,) * 10, cadence=(("A", 1, 1),) * 9)
    render_summary(much, tmp_path / "much.pdf")
    check(tmp_path / "much.pdf")


def test_the_heartbeat_of_a_window_draws_in_a_thread(
    qapp: QApplication, page: SummaryPage, tmp_path: Path
) -> None:
    drawing = threading.Thread(target=summary_pdf, args=(page, tmp_path / "summary.pdf"))
    drawing.start()
    drawing.join(30)
    check(tmp_path / "summary.pdf")


def test_where_it_cannot_be_written_it_says_so(qapp: QApplication, page: SummaryPage, tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="There is no folder"):
        render_summary(page, tmp_path / "no such folder" / "summary.pdf")


def test_a_program_of_its_own_draws_it_where_no_window_is_open(page: SummaryPage, tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from kitdiary.bootstrap import summary_pdf\n"
        "from kitdiary.domain.summary_page import page_from_json\n"
        "summary_pdf(page_from_json(sys.stdin.read()), pathlib.Path(sys.argv[1]))\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules)\n"
    )
    from kitdiary.domain.summary_page import page_to_json

    path = tmp_path / "summary.pdf"
    subprocess.run(
        [sys.executable, "-c", script, str(path)],
        input=page_to_json(page).encode(),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    check(path)


def test_where_qt_cannot_start_it_says_so(
    page: SummaryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    monkeypatch.setattr("kitdiary.ui.summary_pdf.can_draw", lambda: False)
    with pytest.raises(DiaryError):
        summary_pdf(page, tmp_path / "summary.pdf")
