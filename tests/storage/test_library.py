from dataclasses import replace

import pytest

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.domain.errors import DiaryError
from kitdiary.storage.database import Store
from kitdiary.storage.library import Library
from tests.storage.invented import NOW, TODAY

GUIDE = ContentItem(
    0,
    "Guide to food safety",
    ContentKind.WHITEPAPER,
    "https://example.com",
    ("Cold chain", "food safety"),
    "saves a day",
    TODAY,
    "Veltra",
    TODAY,
)


def test_an_item_comes_back_and_changes(store: Store) -> None:
    with store.operation("Added", NOW):
        item_id = Library(store).add(GUIDE)
    with store.read():
        assert Library(store).item(item_id) == replace(GUIDE, id=item_id)
        assert Library(store).attachment_of(item_id) is None
    with store.operation("Changed", NOW):
        library = Library(store)
        assert library.change(item_id, archived=True, until=None, topics=["food safety", "pallets"])
        assert not library.change(item_id, title=GUIDE.title, topics=["pallets", "food safety"])
        assert library.change(item_id, topics=["Pallets", "food safety"])
    with store.read():
        wanted = replace(GUIDE, id=item_id, archived=True, until=None, topics=("food safety", "Pallets"))
        assert Library(store).item(item_id) == wanted
        assert Library(store).items(archived=False) == []
        assert Library(store).topics() == {"food safety": 1, "Pallets": 1}
        with pytest.raises(DiaryError, match="no content item 9"):
            Library(store).item(9)


def test_a_title_is_found_whatever_its_case_the_offered_before_the_archived(store: Store) -> None:
    with store.operation("Added", NOW):
        library = Library(store)
        current = library.add(GUIDE)
        library.add(replace(GUIDE, archived=True))
        other = library.add(replace(GUIDE, title="Other", topics=()))
    with store.read():
        found = Library(store).find("guide to FOOD safety")
        assert found is not None
        assert found.id == current
        assert Library(store).find("nothing") is None
        assert [item.id for item in Library(store).items([current, other])] == [other, current]
