from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitdiary.domain.content import ContentItem
from kitdiary.domain.people import Company, Labelled
from kitdiary.domain.touches import InsightKind
from kitdiary.storage.companies import Companies
from kitdiary.storage.database import Store
from kitdiary.storage.library import Library
from kitdiary.storage.people import People
from kitdiary.storage.search import ALL, Hit, HitKind, check_index, names, rebuild_index, search
from kitdiary.storage.touches import Touches
from kitdiary.storage.undo import undo
from tests.storage.invented import NOW, TODAY, a_contact, a_touch, add_contact, add_touch, days_ago


def found(store: Store, text: str, *kinds: HitKind) -> list[int]:
    with store.read():
        return [hit.id for hit in search(store, text, kinds or ALL)]


def sound(store: Store) -> bool:
    with store.maintenance():
        return check_index(store) == []


def test_each_kind_is_found_and_says_where_it_leads(store: Store) -> None:
    anna = add_contact(store, "Anna Lind", "Zeta", job_title="Buyer")
    touch = add_touch(
        store,
        anna,
        note="Asked for\nblue pallets",
        insights=[(InsightKind.NEED, "blue boxes")],
        at=days_ago(2),
    )
    with store.operation("Added", NOW):
        item = Library(store).add(
            ContentItem(0, "On blue", why="they asked", topics=("colour",), added_on=TODAY)
        )
        company = Companies(store).add(Company(0, "Blue AB", industry="dyes"))
    with store.read():
        assert search(store, "blue") == [
            Hit(HitKind.COMPANY, company, None, "Blue AB", "dyes"),
            Hit(HitKind.NOTE, touch, anna, "Anna Lind", "Asked for blue pallets", TODAY - timedelta(days=2)),
            Hit(HitKind.INSIGHT, 1, anna, "Anna Lind", "blue boxes", TODAY - timedelta(days=2)),
            Hit(HitKind.CONTENT, item, None, "On blue", "they asked"),
        ]
        assert search(store, "lind zet") == [Hit(HitKind.CONTACT, anna, anna, "Anna Lind", "Buyer, Zeta")]
        assert [hit.id for hit in search(store, "colo", [HitKind.CONTENT])] == [item]


@pytest.mark.parametrize(
    "text", ["Jørgensen", "jorgensen", "JÖRGENSEN", "jorg", "Strasse", "straße", "garcon"]
)
def test_accents_and_case_do_not_matter(store: Store, text: str) -> None:
    contact_id = add_contact(store, "Jørgensen Straße Garçon")
    assert found(store, text, HitKind.CONTACT) == [contact_id]


def test_notes_come_newest_first(store: Store) -> None:
    contact_id = add_contact(store)
    ids = [add_touch(store, contact_id, note="pallets", at=days_ago(9 - n)) for n in range(9)]
    assert found(store, "pallets") == ids[::-1]
    with store.read():
        assert [hit.id for hit in search(store, "pallets", limit=2)] == ids[:-3:-1]


def test_the_last_word_of_a_note_may_be_begun(store: Store) -> None:
    contact_id = add_contact(store)
    touch = add_touch(store, contact_id, note="delivery of pallets")
    assert found(store, "deliv") == [touch]
    assert found(store, "delivery pal") == [touch]
    assert found(store, "deliv pallets") == []
    assert found(store, "pallets zebra") == []


def test_the_index_follows_every_change(store: Store) -> None:
    contact_id = add_contact(store, "Anna Lind", "Zeta", notes="sailing", tags=("fair",))
    touch_id = add_touch(store, contact_id, note="pallets", insights=[(InsightKind.NEED, "boxes")])
    with store.operation("Changed", NOW):
        people = People(store)
        people.change(contact_id, name="Anna Berg", notes="")
        people.set_tags(contact_id, ["expo"])
        people.set_emails(contact_id, [Labelled("anna@berg.example")])
        Companies(store).change(1, name="Omega")
        store.update("touches", touch_id, note="crates")
        store.update("insights", 1, text="bags")
    for gone in ("lind", "sailing", "fair", "zeta", "pallets", "boxes"):
        assert found(store, gone) == [], gone
    for there in ("berg", "expo", "anna@berg.example"):
        assert found(store, there) == [contact_id], there
    assert found(store, "omega") == [contact_id, 1]
    assert found(store, "crates") == [touch_id]
    assert found(store, "bags") == [1]
    with store.operation("Emptied", NOW):
        store.update("touches", touch_id, note="")
        store.update("insights", 1, text="")
        People(store).change(contact_id, company_id=None)
    assert found(store, "crates") == found(store, "bags") == []
    assert found(store, "omega", HitKind.CONTACT) == []
    assert sound(store)


def test_the_index_follows_deletion_and_undo(store: Store) -> None:
    contact_id = add_contact(store, "Anna Lind", tags=("fair",), emails=(Labelled("a@b.example"),))
    touch_id = add_touch(store, contact_id, note="pallets", insights=[(InsightKind.NEED, "boxes")])
    with store.operation("Removed", NOW) as removed:
        store.delete("insights", 1)
        store.delete("touch_contacts", 1)
        store.delete("touches", touch_id)
        People(store).delete(contact_id)
    assert [found(store, text) for text in ("anna", "fair", "pallets", "boxes")] == [[], [], [], []]
    assert sound(store)
    undo(store, removed.id, NOW)
    assert [found(store, text) for text in ("anna", "fair", "pallets", "boxes")] == [[1], [1], [1], [1]]
    assert sound(store)


def test_a_renamed_company_is_renamed_at_all_its_people_and_undone(store: Store) -> None:
    ids = [add_contact(store, f"Person {n}", "Zeta") for n in range(3)]
    with store.operation("Renamed", NOW) as renamed:
        Companies(store).change(1, name="Ömega")
    assert sorted(found(store, "omega", HitKind.CONTACT)) == ids
    undo(store, renamed.id, NOW)
    assert found(store, "omega") == []
    assert sorted(found(store, "zeta", HitKind.CONTACT)) == ids


def test_a_bulk_insert_is_indexed_and_what_it_changes_too(store: Store) -> None:
    old = add_contact(store, "Old Hand", "Zeta")
    with store.operation("Imported", NOW), store.bulk():
        company = Companies(store).add_many([Company(0, "Brand New")])[0]
        ids = People(store).add_many(
            [a_contact(f"New {n}", company_id=company, tags=("fresh",)) for n in range(9)]
        )
        People(store).set_tags(old, ["fresh"])
        People(store).set_emails(old, [Labelled("old@hand.example")])
        People(store).change(old, name="Old Paw")
        Touches(store).add_many([a_touch(ids[0], note="imported: last contact"), a_touch(ids[1])])
    assert sorted(found(store, "fresh")) == [old, *ids]
    assert found(store, "old@hand.example") == [old]
    assert found(store, "paw") == [old]
    assert found(store, "imported", HitKind.NOTE) == [1]
    assert sorted(found(store, "brand", HitKind.CONTACT)) == list(ids)
    assert found(store, "brand", HitKind.COMPANY) == [company]
    after = add_contact(store, "Later", tags=("fresh",))
    assert after in found(store, "fresh")
    assert sound(store)


def test_names_as_you_type(store: Store) -> None:
    anna = add_contact(store, "Anna Lind", "Annex")
    joanna = add_contact(store, "Jo Anna Berg")
    with store.operation("Added", NOW):
        item = Library(store).add(ContentItem(0, "Annual report", added_on=TODAY))

    def typed(text: str) -> list[tuple[HitKind, int]]:
        with store.read():
            return [(hit.kind, hit.id) for hit in names(store, text)]

    beginning = [(HitKind.CONTACT, anna), (HitKind.COMPANY, 1), (HitKind.CONTENT, item)]
    worded = [(HitKind.CONTACT, anna), (HitKind.CONTACT, joanna), *beginning[1:]]
    assert typed("a") == typed("AN") == worded
    assert typed("li") == typed("L") == [(HitKind.CONTACT, anna)]
    assert typed("re") == [(HitKind.CONTENT, item)]
    assert typed("a b") == [(HitKind.CONTACT, joanna)]
    assert typed("ann") == [(HitKind.CONTACT, anna), (HitKind.CONTACT, joanna), *beginning[1:]]
    assert typed("lind a") == [(HitKind.CONTACT, anna)]
    assert typed("") == typed("  ") == typed("%") == []
    with store.read():
        assert len(names(store, "ann", limit=1)) == 3


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"',
            "*",
            "AND",
            "NOT",
            "NEAR(a b)",
            "name:x",
            "-a",
            "^a",
            "a*b",
            "(",
            "{name}:a",
            "' OR 1=1 --",
            "+",
        ),
        *("😀", "中文", "中", "\0", "\ud800", "½", "𞤀", "a\nb", "\u202e\u05d0", "_", "x" * 9999),
    ],
)
def test_no_text_is_syntax(store: Store, text: str) -> None:
    contact_id = add_contact(store, "AND Li 中文")
    add_touch(store, contact_id, note="NEAR and NOT far")
    with store.read():
        search(store, text)
        names(store, text)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=30))
def test_any_text_can_be_searched(store: Store, text: str) -> None:
    with store.read():
        search(store, text)
        names(store, text)


def test_chinese_is_found_from_its_beginning(store: Store) -> None:
    contact_id = add_contact(store, "王小明")
    assert found(store, "王小") == [contact_id]
    with store.read():
        assert [hit.id for hit in names(store, "王")] == [contact_id]


def test_a_damaged_index_is_noticed_and_made_anew(store: Store) -> None:
    contact_id = add_contact(store, "Anna Lind")
    touch_id = add_touch(store, contact_id, note="pallets")
    assert sound(store)
    with store.maintenance():
        store.execute("DELETE FROM people_search")
        assert check_index(store) == [
            "The search index people_search differs from the diary in 1 rows: rebuild it."
        ]
        store.execute("INSERT INTO notes_search(rowid, note, why) VALUES (?, 'ghost', '')", (touch_id,))
        assert check_index(store) == ["The search index notes_search is damaged: rebuild it."]
        rebuild_index(store)
        assert check_index(store) == []
    assert found(store, "anna") == [contact_id]
    assert found(store, "ghost") == []


def test_notes_are_tidied_in_portions_that_nobody_feels(store: Store) -> None:
    with store.maintenance():
        rebuild_index(store)
        for table in ("notes_search", "insights_search"):
            assert set(store.rows(f"SELECT k, v FROM {table}_config")) >= {
                ("automerge", 8),
                ("crisismerge", 64),
            }
