"""Templates: those delivered in every language, the rep's own in their place, and all of it undone."""

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.templates import Template, TemplateKind, in_language, language_code
from kitdiary.services.changes import Kind
from kitdiary.services.diary import Diary
from kitdiary.services.filling import check, fill
from kitdiary.services.templates import languages
from tests.services.diaries import on, refused, undone_exactly

PUSHY = ("sell", "sale", "offer", "deal", "buy", "verkauf", "angebot", "kauf", "vend", "achet", "promo")


def test_every_delivered_template_is_there_in_three_languages_and_sells_nothing(diary: Diary) -> None:
    found = diary.templates.all()
    by_name = {one.name: {two.language for two in found if two.name == one.name} for one in found}
    assert set(languages()) == {"en", "de", "fr"}
    assert set(map(frozenset, by_name.values())) == {frozenset({"en", "de", "fr"})}
    assert {one.kind for one in found} == set(TemplateKind)
    for one in found:
        check(one.subject)
        check(one.body)
        plain = fill(one.body, {}).text.casefold()
        assert not any(word in plain for word in PUSHY), plain
        assert "[sign off?]" in plain


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE_ch", "de"),
        ("German", "de"),
        ("Français", "fr"),
        ("nb", "nb"),
        ("", ""),
    ],
)
def test_a_language_is_known_however_it_is_written(typed: str, code: str) -> None:
    assert language_code(typed) == code


def test_the_contacts_language_else_english_else_any() -> None:
    de, en, es = (Template("T", language=code) for code in ("de", "en", "es"))
    assert in_language((en, de), "de-CH") == de
    assert in_language((de, en), "nb") == en
    assert in_language((es,), "nb") == es
    assert in_language((), "de") is None


@pytest.mark.parametrize(
    ("code", "this_year", "last_year"),
    [
        ("en", "5 March", "5 March 2025"),
        ("de", "5. März", "5. März 2025"),
        ("fr", "5 mars", "5 mars 2025"),
    ],
)
def test_a_day_is_written_as_there(code: str, this_year: str, last_year: str) -> None:
    language = languages()[code]
    assert language.written(on("2026-03-05"), on("2026-11-20")) == this_year
    assert language.written(on("2025-03-05"), on("2026-11-20")) == last_year


def test_an_own_text_stands_in_the_place_of_the_delivered_until_it_is_reset(diary: Diary) -> None:
    before = diary.templates.all()
    given = before[0]
    mine = Template(given.name.upper(), given.kind, given.language, "Mine", "My {{ need }}")
    change = undone_exactly(diary, lambda: diary.templates.save(mine))
    assert (change.kinds, change.what) == ({Kind.TEMPLATES}, f"Changed the template “{mine.name}”")
    (shown,) = [one for one in diary.templates.variants(given.name) if one.language == given.language]
    assert (shown.subject, shown.changed, shown.name) == ("Mine", True, given.name)
    assert len(diary.templates.all()) == len(before)
    assert shown.id is not None
    number = shown.id
    assert undone_exactly(diary, lambda: diary.templates.remove(number)).what.startswith("Reset")
    assert diary.templates.all() == before


def test_saving_the_delivered_text_as_it_is_changes_nothing(diary: Diary) -> None:
    assert diary.templates.save(diary.templates.all()[0]).operation_id is None


def test_an_own_template_is_added_changed_and_removed(diary: Diary) -> None:
    undone_exactly(diary, lambda: diary.templates.save(Template("Grüezi", language="de-CH", body="Hoi")))
    (own,) = diary.templates.variants("grüezi")
    assert (own.language, own.changed) == ("de", False)
    undone_exactly(
        diary, lambda: diary.templates.save(Template("Salü", TemplateKind.THANKS, "de", "S", "B", own.id))
    )
    (own,) = diary.templates.variants("salü")
    assert diary.templates.all()[-1] == own
    assert own.id is not None
    number = own.id
    assert undone_exactly(diary, lambda: diary.templates.remove(number)).what == "Removed the template “Salü”"


def test_what_is_no_template_is_refused_and_leaves_nothing(diary: Diary) -> None:
    save = diary.templates.save
    refused(diary, lambda: save(Template(" ", body="x")), "needs a name", InvalidInput)
    refused(
        diary, lambda: save(Template("A", language="klingon language", body="x")), "no language", InvalidInput
    )
    refused(diary, lambda: save(Template("A")), "needs a subject or a text", InvalidInput)
    refused(diary, lambda: save(Template("A", body="{% for a in b %}{% endfor %}")), "a loop", InvalidInput)
    refused(diary, lambda: save(Template("A", subject="{{ nmae }}", body="x")), "“nmae”", InvalidInput)
    refused(diary, lambda: save(Template("A", body="x", id=77)), "no template 77", DiaryError)
    refused(diary, lambda: diary.templates.remove(77), "no template 77", DiaryError)
    save(Template("A", body="x"))
    save(Template("B", body="x"))
    (b,) = diary.templates.variants("B")
    refused(diary, lambda: save(Template("a", body="x", id=b.id)), "There is a template “A”", DiaryError)
