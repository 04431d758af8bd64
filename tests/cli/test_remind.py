from tests.cli.conftest import Kit


def test_once_announces_once_and_prints_it(kit: Kit) -> None:
    kit.add("Priya Raman", "--rating", "A")
    assert kit("remind", "--once") == ""
    out = kit("remind", "--once", now="2026-11-24T08:31")
    assert "1 talk" in out
    assert "Priya Raman" in out
    assert out.count("\n") == 1
    assert kit("remind", "--once", now="2026-11-24T08:32") == ""


def test_names_are_hidden_where_that_is_set(kit: Kit) -> None:
    kit.add("Priya Raman")
    kit("settings", "names-hidden", "on")
    assert "Priya" not in kit("remind", "--once", now="2026-11-24T08:31")


def test_a_promise_is_announced_ahead_of_its_time(kit: Kit) -> None:
    kit.add("Priya Raman")
    kit("promise", "priya", "--on", "today", "--time", "14:30", "--what", "call")
    kit("remind", "--once")
    assert "Priya" in kit("remind", "--once", now="2026-11-20T14:21")


def test_a_weekly_handoff_that_fails_says_so(kit: Kit) -> None:
    kit.add("Priya Raman")
    kit("settings", "handoff-folder", "/media/stick/that/is/not/there")
    ran = kit.run("remind", "--once")
    assert ran.code == 0
    assert "/media/stick/that/is/not/there for the weekly hand-off is not there" in ran.err
