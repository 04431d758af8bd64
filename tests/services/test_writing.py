"""Drafts for people: the template in their language, what is known filled in, the touch once it was sent."""

from pathlib import Path

import pytest

from kitdiary.domain.content import ContentItem
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.templates import Template, TemplateKind
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from kitdiary.services.writing import left_in, missing_words
from tests.services.diaries import added, due, local, plan_of, talked, undone_exactly, wrote


@pytest.fixture
def item(diary: Diary) -> ContentItem:
    diary.library.add("Choosing a press", why="Saves oil.", link="https://x.example/press")
    return diary.library.items()[0]


def test_in_the_contacts_language_with_all_that_is_known(diary: Diary, item: ContentItem) -> None:
    diary.settings.set("sign-off", "Best\nLena")
    diary.settings.set("sign-off.de", "Viele Grüße\nLena")
    anna = added(diary, "Dr. Anna Größe", company="Hahn AG", language="de-AT", email="a@x.example")
    draft = TouchDraft(
        (anna,),
        Channel.CALL,
        Outcome.SPOKE,
        at=local("2026-11-05"),
        insights=((InsightKind.NEED, "weniger Ausschuss."),),
    )
    diary.log.record(draft)
    made = diary.writing.compose(anna, "Something useful, after we talked", item)
    assert made.subject == "Choosing a press"
    assert made.missing == ()
    assert made.language == "de"
    for words in (
        "Guten Tag Dr. Anna Größe,",
        "als wir am 5. November sprachen",
        "weniger Ausschuss.",
        "Saves oil.",
        "https://x.example/press",
        "Viele Grüße\nLena",
    ):
        assert words in made.text
    english = diary.writing.compose(anna, "Something useful, after we talked", item, language="en")
    assert "Hello Anna," in english.text
    assert "on 5 November you" in english.text
    assert "Best\nLena" in english.text


def test_another_language_falls_back_to_english(diary: Diary, item: ContentItem) -> None:
    kari = added(diary, "Kari Nord", language="nb")
    assert diary.writing.compose(kari, "Something useful", item).text.startswith("Hello Kari,")


def test_what_is_not_known_is_shown_before_sending(diary: Diary, item: ContentItem) -> None:
    bo = added(diary, "b@x.example", email="b@x.example")
    made = diary.writing.compose(bo, "Asking for a meeting")
    assert made.missing == ("first_name", "company", "sign_off")
    assert missing_words(made.missing) == "the first name, the company, your sign-off"
    assert left_in(made.text) == ["first_name", "company", "sign_off"]
    made = diary.writing.compose(bo, "Something useful")
    assert "item.title" in made.missing
    assert made.subject == "[item title?]"


def test_ones_own_reason_stands_in_the_place_of_an_item(diary: Diary) -> None:
    bo = added(diary, "Bo Berg")
    diary.settings.set("rep", "Lena")
    made = diary.writing.compose(bo, "Something useful", why="the new rule on pallets")
    assert made.missing == ()
    assert made.subject == "the new rule on pallets"
    assert made.text.endswith("Lena\n")


def test_the_template_that_fits_is_proposed(diary: Diary, item: ContentItem) -> None:
    propose = diary.writing.proposed
    assert propose(item) == propose(None, why="x") == "Something useful"
    assert propose(None) == "A few words"
    assert propose(item, thanks=True) == "Thank you"
    assert diary.writing.proposed_for_many(item) == "Newsletter"
    with pytest.raises(InvalidInput, match="no template “Nope”"):
        diary.writing.compose(None, "Nope")


def test_the_file_of_an_item_goes_with_it(diary: Diary, item: ContentItem, tmp_path: Path) -> None:
    assert diary.writing.enclosure(item.id) is None
    assert diary.writing.file_of(item.id) is None
    file = tmp_path / "Öl.pdf"
    file.write_bytes(b"%PDF-1.7")
    diary.library.add("Oil", file=file)
    oil = diary.library.items("oil")[0].id
    found = diary.writing.enclosure(oil)
    assert found is not None
    assert (found.name, found.media_type, found.data) == ("Öl.pdf", "application/pdf", b"%PDF-1.7")
    assert diary.writing.file_of(oil) == ("Öl.pdf", 8)


def test_a_value_add_is_logged_with_an_item_or_a_reason_and_moves_its_clock(
    diary: Diary, item: ContentItem
) -> None:
    bo = added(diary, "Bo Berg", rating="A")
    talked(diary, bo, at="2026-10-01")
    sent = diary.writing.sent
    with pytest.raises(InvalidInput, match="needs something of value"):
        sent((bo,), "S", TemplateKind.VALUE_ADD, why=" \n")
    before = due(plan_of(diary, bo).value_add)
    for draft in (
        sent((bo,), "x" * 400, TemplateKind.VALUE_ADD, content=item.title),
        sent((bo,), "S", TemplateKind.VALUE_ADD, why="it helps"),
        sent((bo,), "S", TemplateKind.NEWSLETTER, content=item.title),
    ):
        change = undone_exactly(diary, lambda draft=draft: diary.log.record(draft))
        assert due(plan_of(diary, bo).value_add) == "2026-12-18"
        assert change.operation_id is not None
        diary.safety.undo(None)
        assert due(plan_of(diary, bo).value_add) == before


@pytest.mark.parametrize("why", ["", "  ", "\u200b", "\n"])
def test_an_email_with_nothing_in_it_is_no_value_add(diary: Diary, why: str) -> None:
    bo = added(diary, "Bo Berg", rating="A")
    talked(diary, bo, at="2026-10-01")
    wrote(diary, bo, why=why)
    with diary.context.store.read():
        plan = diary.context.steps.plan_of(bo)
    assert plan is not None
    assert plan.last_value_add_on is None
    assert due(plan.value_add) == "2026-11-27"  # seven days after the email, and still due


def test_a_broken_template_is_refused_when_it_is_filled_in(diary: Diary) -> None:
    card = diary.cards.one(added(diary, "Bo Berg"))
    with pytest.raises(InvalidInput, match="a loop"):
        diary.writing.fill(Template("T", body="{% for x in y %}{% endfor %}"), card)
