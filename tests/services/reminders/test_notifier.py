"""The chain of notifiers, the time limit, and texts as notifications can show them."""

import threading

import pytest

from kitdiary.services.reminders.notifier import (
    Answer,
    Chain,
    Message,
    NotifierFailed,
    PrintNotifier,
    Shown,
)
from kitdiary.services.reminders.texts import BODY_UNITS, TITLE_UNITS, clean, cut
from kitdiary.services.reminders.time_limit import TimeLimit
from tests.services.reminders.fakes import Broken, Recorder

MESSAGE = Message("Due today", "2 talks", "tag")
ROCKET = "👩\u200d🚀"


# -- the chain ---------------------------------------------------------------------------------------


def test_the_first_link_that_can_shows_it() -> None:
    first, second = Recorder(), Recorder()
    assert Chain((first, second)).show(MESSAGE) == Shown("recorder")
    assert (first.messages, second.messages) == ([MESSAGE], [])


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotifierFailed("nobody listens"), "broken: nobody listens"),
        (RuntimeError("secret"), "broken: RuntimeError"),
        (KeyError("x"), "broken: KeyError"),
    ],
)
def test_whatever_a_link_raises_leads_to_the_next(error: Exception, said: str) -> None:
    last = Recorder()
    assert Chain((Broken(error), last)).show(MESSAGE) == Shown("recorder", (said,))
    assert last.messages == [MESSAGE]


def test_a_chain_of_which_no_link_can_shows_nothing() -> None:
    links = (Broken(), Broken(ValueError()))
    assert Chain(links).show(MESSAGE) == Shown(None, ("broken: out of order", "broken: ValueError"))
    assert [link.asked for link in links] == [1, 1]
    assert Chain(()).show(MESSAGE) == Shown(None)


def test_a_chain_knows_which_of_its_links_answer() -> None:
    links = (Broken(), Broken(ValueError()), Recorder())
    assert Chain(links).answers() == (
        Answer("broken", False, "out of order"),
        Answer("broken", False, "ValueError"),
        Answer("recorder", True),
    )
    assert [link.asked for link in links[:2]] == [0, 0]


def test_a_chain_that_is_closed_while_a_link_hangs_asks_no_other() -> None:
    """Else the bar of a window that closes would count as having shown it."""

    class Closed(Broken):
        def show(self, message: Message) -> None:
            chain.close()
            super().show(message)

    last = Recorder()
    chain = Chain((Closed(), last))
    for failures in (("broken: out of order",), ()):
        assert chain.show(MESSAGE) == Shown(None, failures)
    assert last.messages == []


def test_closing_a_chain_closes_what_can_be_closed() -> None:
    class Closing(Recorder):
        closed = 0

        def close(self) -> None:
            self.closed += 1
            raise OSError

    links = (Closing(), Recorder(), Closing())
    Chain(links).close()
    assert [links[0].closed, links[2].closed] == [1, 1]


def test_ctrl_c_is_no_fault_of_a_link() -> None:
    with pytest.raises(KeyboardInterrupt):
        Chain((Broken(KeyboardInterrupt()), Recorder())).show(MESSAGE)


@pytest.mark.parametrize(("body", "line"), [("2 talks", "Due today: 2 talks"), ("", "Due today")])
def test_printed_is_one_line(body: str, line: str) -> None:
    lines: list[str] = []
    PrintNotifier(lines.append).show(Message("Due today", body, "tag"))
    assert lines == [line]


# -- the time limit ----------------------------------------------------------------------------------


def test_what_takes_too_long_is_given_up() -> None:
    release = threading.Event()
    with pytest.raises(NotifierFailed, match=r"no answer within 0\.05 seconds"):
        TimeLimit(0.05).run(lambda: release.wait(60) and None)
    release.set()


def test_what_is_raised_inside_comes_out() -> None:
    def fail() -> None:
        raise LookupError("inside")

    limit = TimeLimit(5)
    with pytest.raises(LookupError, match="inside"):
        limit.run(fail)
    limit.run(lambda: None)


def test_closing_lets_go_whoever_waits_and_runs_nothing_more() -> None:
    limit, release, begun = TimeLimit(60), threading.Event(), threading.Event()

    def hang() -> None:
        begun.set()
        release.wait(60)

    closing = threading.Thread(target=lambda: begun.wait(60) and limit.close())
    closing.start()
    with pytest.raises(NotifierFailed, match="ending"):
        limit.run(hang)
    ran: list[int] = []
    with pytest.raises(NotifierFailed, match="ending"):
        limit.run(lambda: ran.append(1))
    assert ran == []
    release.set()
    closing.join(60)


# -- texts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "body", "wanted"),
    [
        ("Due today", "2 talks", ("Due today", "2 talks")),
        ("", "", ("KitDiary", "")),
        ("\n \t", "x", ("KitDiary", "x")),
        ("--help", "-x", ("help", "x")),
        ("- - -i", "- --y", ("i", "y")),
        ("-", "-", ("KitDiary", "")),
        ("a\nb\0c", "d\ne\0", ("a bc", "d\ne")),
        ("<b>T&C</b>", "<img src=x> & 'q' \"", ("<b>T&C</b>", "&lt;img src=x&gt; &amp; 'q' \"")),
        ("\ud83d x", "y\udc00", ("x", "y")),
        (ROCKET, "שלום", (ROCKET, "שלום")),
    ],
)
def test_texts_are_cleaned(title: str, body: str, wanted: tuple[str, str]) -> None:
    assert clean(title, body, markup=True) == wanted


def test_where_nothing_is_markup_nothing_is_written_out() -> None:
    assert clean("T", "<b> & c", markup=False) == ("T", "<b> & c")


@pytest.mark.parametrize(
    ("text", "units", "wanted"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcd efgh", 6, "abcd…"),
        ("👍👍👍", 6, "👍👍👍"),
        ("👍👍👍👍", 6, "👍👍…"),
        ("👍👍👍👍", 5, "👍👍…"),
        ("👍👍👍👍", 4, "👍…"),
        (f"ab{ROCKET}c", 6, "ab👩…"),
        ("x", 1, "x"),
        ("xy", 1, "…"),
    ],
)
def test_texts_are_cut_in_utf_16_and_never_inside_a_character(text: str, units: int, wanted: str) -> None:
    assert cut(text, units) == wanted
    assert len(cut(text, units).encode("utf-16-le")) // 2 <= units


@pytest.mark.parametrize("letter", ["n", "é", "名", "👍", ROCKET, "&"])
def test_a_name_of_300_characters_fits_every_platform(letter: str) -> None:
    title, body = clean(letter * 300, letter * 300, markup=False)
    assert len(title.encode("utf-16-le")) // 2 <= TITLE_UNITS
    assert len(body.encode("utf-16-le")) // 2 <= BODY_UNITS
