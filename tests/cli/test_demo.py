from pathlib import Path

import pytest

from tests.cli.conftest import Kit


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_data_only_writes_the_demo_where_it_is_told(kit: Kit) -> None:
    assert str(kit.diary) in kit("demo", "--data-only")
    assert len(kit.json("contacts")) > 200
    assert len(kit.json("agenda")) > 5
    assert "in order" in kit("check")
    assert "contacts already" in kit.refused("demo", "--data-only")


def test_a_diary_with_contacts_is_left_as_it_was(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit.refused("demo", "--data-only")
    assert len(kit.json("contacts")) == 1


def test_the_demo_lies_in_a_temporary_place(kit: Kit, temporary: Path) -> None:
    out = kit("demo")
    found = list(temporary.rglob("*.kitdiary"))
    assert len(found) == 1
    assert str(found[0]) in out
    assert "Talks" in out
    assert kit.json("contacts") == []
