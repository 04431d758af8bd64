from datetime import timedelta

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.people import Moment
from kitdiary.domain.touches import Channel, Promise
from kitdiary.storage.database import Store
from kitdiary.storage.promises import Promises
from tests.storage.invented import NOW, TODAY, add_contact

MADE = Moment(1_700_000_000, 3)


def test_promises_are_listed_by_date_until_ticked_or_dropped(store: Store) -> None:
    contact_id = add_contact(store)
    with store.operation("Promised", NOW):
        promises = Promises(store)
        later = promises.add(contact_id, TODAY + timedelta(days=1), None, Channel.EMAIL, "send it", MADE)
        dated = promises.add(contact_id, TODAY, None, Channel.CALL, "call", MADE)
        timed = promises.add(contact_id, TODAY, NOW, Channel.CALL, "call at", MADE)
    with store.read():
        assert [p.id for p in Promises(store).of(contact_id)] == [timed, dated, later]
        assert Promises(store).one(timed) == (
            contact_id,
            Promise(timed, TODAY, NOW, Channel.CALL, "call at", MADE),
        )
    with store.operation("Kept", NOW):
        Promises(store).tick(timed, TODAY)
        Promises(store).drop(dated, TODAY)
    with store.read():
        assert [p.id for p in Promises(store).of(contact_id)] == [later]
        everything = Promises(store).of(contact_id, open_only=False)
        assert [(p.ticked, p.dropped) for p in everything] == [(True, False), (False, True), (False, False)]


def test_a_promise_that_is_not_there(store: Store) -> None:
    with store.read(), pytest.raises(DiaryError, match="no promise 4"):
        Promises(store).one(4)
    with pytest.raises(DiaryError, match="no promise 4"), store.operation("Kept", NOW):
        Promises(store).tick(4, TODAY)
