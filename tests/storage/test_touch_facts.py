from datetime import timedelta

from kitdiary.domain.touches import Channel, Direction, Outcome
from kitdiary.storage.database import Store
from kitdiary.storage.facts import Facts
from kitdiary.storage.integrity import check
from kitdiary.storage.migrations.touch_facts import problems, refill
from kitdiary.storage.undo import undo
from tests.storage.invented import NOW, add_contact, add_touch

REPLY = {"channel": Channel.EMAIL, "direction": Direction.IN, "outcome": Outcome.REPLIED, "wants_reply": True}


def facts(store: Store, contact_id: int) -> list[tuple[int, int, bool]]:
    with store.read():
        assert problems(store.connection()) == []
        found = Facts(store).plan_facts([contact_id])[contact_id]
        return [(touch.id, touch.counts, touch.asks) for touch in found.history.touches]


def test_they_follow_every_change_of_a_touch(store: Store) -> None:
    one, two = add_contact(store, "One"), add_contact(store, "Two")
    touch = add_touch(store, one, two, **REPLY)
    assert facts(store, one) == facts(store, two) == [(touch, 0, True)]
    with store.operation("Changed", NOW) as changed:
        store.update("touches", touch, counts=4, wants_reply=0, note="more")
    assert facts(store, two) == [(touch, 4, False)]
    with store.operation("Moved", NOW) as moved:
        store.update("touch_contacts", 1, at=int((NOW - timedelta(days=2)).timestamp()))
        store.delete("touch_contacts", 2)
    assert facts(store, two) == []
    undo(store, moved.id, NOW)
    undo(store, changed.id, NOW)
    assert facts(store, one) == facts(store, two) == [(touch, 0, True)]


def test_a_touch_handed_to_somebody_else(store: Store) -> None:
    one, two = add_contact(store, "One"), add_contact(store, "Two")
    touch = add_touch(store, one, **REPLY)
    with store.operation("Merged", NOW):
        store.update("touch_contacts", 1, contact_id=two)
    assert facts(store, one) == []
    assert facts(store, two) == [(touch, 0, True)]


def test_what_is_wrong_is_noticed_and_made_anew(store: Store) -> None:
    one = add_contact(store)
    add_touch(store, one)
    with store.maintenance():
        store.execute("UPDATE touch_facts SET counts = 0")
    assert check(store) == ["What the plan knows of touches differs from the touches in 2 places."]
    with store.maintenance():
        refill(store.connection())
    assert check(store) == []


def test_a_read_only_diary_can_be_checked(store: Store) -> None:
    add_touch(store, add_contact(store), note="pallets")
    with Store.open(store.path, create=False, read_only=True) as reader:
        assert check(reader) == []
