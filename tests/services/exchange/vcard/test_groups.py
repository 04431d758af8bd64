"""Cards of groups: tags of their members, where those are in the file."""

from pathlib import Path

import pytest

from kitdiary.services.exchange.records import ImportRecord
from tests.services.exchange.vcard.reading import card, read

ANN = card("FN:Ann Lee", "UID:urn:uuid:AAAA-1")
BO = card("FN:Bo Ek", "UID:bbbb-2", "CATEGORIES:fair")


def tags(folder: Path, *cards: str, encoding: str = "utf-8") -> dict[str, tuple[str, ...]]:
    found = read(folder, "".join(cards).encode(encoding))
    return {each.name: each.tags for each in found if isinstance(each, ImportRecord)}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    ("kind", "member"),
    [("KIND", "MEMBER"), ("X-ADDRESSBOOKSERVER-KIND", "X-ADDRESSBOOKSERVER-MEMBER")],
)
def test_a_group_is_a_tag_of_its_members(
    tmp_path: Path, kind: str, member: str, encoding: str, first: bool
) -> None:
    group = card(f"{kind}:group", "FN:Räte", f"{member}:urn:uuid:aaaa-1", f"{member}:bbbb-2", "UID:g")
    cards = (group, ANN, BO) if first else (ANN, BO, group)
    assert tags(tmp_path, *cards, encoding=encoding) == {"Ann Lee": ("Räte",), "Bo Ek": ("Räte", "fair")}


def test_a_group_whose_members_are_elsewhere_stays_a_card(tmp_path: Path) -> None:
    group = card("KIND:group", "FN:Board", "MEMBER:urn:uuid:aaaa-1", "MEMBER:urn:uuid:cccc-3")
    found = read(tmp_path, ANN + group)
    kept = [each for each in found if isinstance(each, ImportRecord) and each.name == "Board"]
    assert [line for line in kept[0].extra if "MEMBER" in line] == [
        "MEMBER:urn:uuid:aaaa-1",
        "MEMBER:urn:uuid:cccc-3",
    ]


def test_a_kind_in_a_note_is_no_group(tmp_path: Path) -> None:
    assert tags(tmp_path, card("FN:Ann Lee", "NOTE:KIND:group")) == {"Ann Lee": ()}


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC=72=6F)", "büro"),
        ("X-CUSTOM(Skype)", "skype"),
        ("X-Assistant", "assistant"),
    ],
)
def test_a_label_of_android_s_own(tmp_path: Path, said: str, label: str) -> None:
    (found,) = read(tmp_path, card("N:Lee;Ann", f"TEL;{said}:+49 30 5550100", version="2.1"))
    assert isinstance(found, ImportRecord)
    assert [phone.label for phone in found.phones] == [label]
