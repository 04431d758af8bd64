from datetime import timedelta

from kitdiary.domain.reminding import NoticeKey, Occasion
from kitdiary.storage.database import Store
from kitdiary.storage.notices import Heartbeat, Notices
from tests.storage.invented import NOW, UTC_NOW

LEASE = timedelta(minutes=2)
DIGEST = NoticeKey(0, "digest", "2026-11-20", 0, Occasion.DIGEST)
PROMISE = NoticeKey(4, "promise", "1790000000", 2, Occasion.AHEAD)


def test_a_claim_is_won_once_until_its_lease_ends(store: Store) -> None:
    with store.maintenance():
        notices = Notices(store)
        won = notices.claim([DIGEST, PROMISE], "first", NOW, LEASE)
        assert set(won) == {DIGEST, PROMISE}
        assert notices.claim([DIGEST], "second", NOW + LEASE - timedelta(seconds=1), LEASE) == {}
        assert notices.claim([DIGEST], "first", NOW, LEASE) == {DIGEST: won[DIGEST]}
        assert notices.claim([DIGEST], "second", NOW + LEASE, LEASE) == {DIGEST: won[DIGEST]}


def test_what_was_shown_is_never_claimed_again(store: Store) -> None:
    with store.maintenance():
        notices = Notices(store)
        won = notices.claim([DIGEST, PROMISE], "first", NOW, LEASE)
        notices.mark_shown([won[DIGEST]], NOW, "tray")
        notices.release(won.values())
        assert notices.claim([DIGEST], "first", NOW + timedelta(days=1), LEASE) == {}
        assert set(notices.claim([PROMISE], "second", NOW, LEASE)) == {PROMISE}
    with store.read():
        notices = Notices(store)
        assert notices.shown([DIGEST, PROMISE]) == {DIGEST}
        (last,) = notices.log()
        assert (last.key, last.at, last.shown_by) == (DIGEST, UTC_NOW, "tray")
        assert last.key.occasion is Occasion.DIGEST
    with store.maintenance():
        Notices(store).forget_before(NOW + timedelta(seconds=1))
        assert Notices(store).log() == []


def test_what_nobody_could_show_is_free_at_once_and_keeps_its_reasons(store: Store) -> None:
    with store.maintenance():
        notices = Notices(store)
        won = notices.claim([DIGEST, PROMISE], "first", NOW, LEASE)
        notices.mark_failed(won.values(), ["desktop: no\ndaemon", "native: OSError"])
        assert set(notices.claim([DIGEST, PROMISE], "second", NOW, LEASE)) == {DIGEST, PROMISE}
        notices.mark_shown([won[PROMISE]], NOW, "bar", ["desktop: no daemon"])
        notices.mark_failed([won[PROMISE]], ["too late"])
    with store.read():
        shown, failed = Notices(store).log()
    assert (shown.key, shown.shown_by, shown.failures) == (PROMISE, "bar", ("desktop: no daemon",))
    assert (failed.key, failed.shown_by) == (DIGEST, None)
    assert failed.failures == ("desktop: no daemon", "native: OSError")
    assert (failed.at, failed.contact, failed.steps) == (UTC_NOW, "", 0)
    with store.maintenance():
        Notices(store).forget_before(NOW + timedelta(seconds=1))
        assert Notices(store).log() == []


def test_a_claim_made_before_the_clock_was_set_back_holds_nobody_up(store: Store) -> None:
    with store.maintenance():
        notices = Notices(store)
        assert notices.claim([DIGEST], "killed", NOW, LEASE)
        assert notices.claim([DIGEST], "second", NOW - LEASE + timedelta(seconds=1), LEASE) == {}
        assert notices.claim([DIGEST], "second", NOW - timedelta(hours=1), LEASE)


def test_announcing_leaves_no_trace_in_the_history(store: Store) -> None:
    with store.operation("Announce", NOW) as operation:
        Notices(store).claim([DIGEST], "first", NOW, LEASE)
    assert not operation.changed


def test_the_heartbeat_keeps_notes(store: Store) -> None:
    with store.maintenance():
        Heartbeat(store).set("last run", "1")
        Heartbeat(store).set("last run", "2")
    with store.read():
        assert Heartbeat(store).get("last run") == "2"
        assert Heartbeat(store).get("notifier") is None
        assert Heartbeat(store).all() == {"last run": "2"}
