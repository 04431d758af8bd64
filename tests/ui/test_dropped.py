"""What can be dropped or pasted, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from kitdiary.domain.errors import InvalidInput
from kitdiary.ui.dropped import Dropped, dropped_content, of_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://x.example/a", Dropped("x.example", "https://x.example/a")),
        (
            "  https://x.example/cold-chain_audit.pdf\n",
            Dropped("Cold chain audit", "https://x.example/cold-chain_audit.pdf"),
        ),
        ("https://x.example/a\nThe title", Dropped("The title", "https://x.example/a")),
        ("The title\nhttps://x.example/a", Dropped("The title", "https://x.example/a")),
        ("www.x.example/report", Dropped("Report", "https://www.x.example/report")),
        ("mailto:info@x.example", Dropped("info@x.example", "mailto:info@x.example")),
        ("https://x.example/%C3%9Cbersicht", Dropped("Übersicht", "https://x.example/%C3%9Cbersicht")),
        ("Remember: call Bob", None),
        ("words only", None),
        ("", None),
    ],
)
def test_texts(text: str, found: Dropped | None) -> None:
    assert of_text(text) == found


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ftp://x.example/a", "https://"]
)
def test_links_that_are_none(text: str) -> None:
    with pytest.raises(InvalidInput, match="must begin with https://, http:// or mailto:"):
        of_text(text)


def test_a_link_of_a_web_page_has_its_words() -> None:
    data = QMimeData()
    data.setHtml('<p>See <a href="https://x.example/1"> The  <b>audit</b></a> now</p>')
    assert dropped_content(data) == Dropped("The audit", "https://x.example/1")
    data = QMimeData()
    data.setHtml('<a href="javascript:alert(1)">x</a>')
    with pytest.raises(InvalidInput):
        dropped_content(data)


def test_a_link_with_its_title_as_browsers_give_it() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://x.example/1?q=a%26b")])
    data.setText("A page")
    assert dropped_content(data) == Dropped("A page", "https://x.example/1?q=a%26b")


def test_files_folders_and_several_things(tmp_path: Path) -> None:
    file = tmp_path / "A_note.pdf"
    file.write_bytes(b"x")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    assert dropped_content(data) == Dropped("A note", file=file)
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    with pytest.raises(InvalidInput, match="folder"):
        dropped_content(data)
    data.setUrls([QUrl("https://x.example/1"), QUrl("https://x.example/2")])
    with pytest.raises(InvalidInput, match="one thing at a time"):
        dropped_content(data)
