"""Templates are text with fields: filled in, told what is missing, and never more than that."""

import time

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.templates import FIELDS
from kitdiary.services.filling import MOST_WRITTEN, check, fill, marker

KNOWN = {"first_name": "Jörg", "company": "Hahn & Töchter", "item.title": "<b>Presses</b>"}


def test_fields_are_filled_in_as_they_are() -> None:
    filled = fill("Hallo {{ first_name }}: {{item.title}} für {{ company }}", KNOWN)
    assert filled.text == "Hallo Jörg: <b>Presses</b> für Hahn & Töchter"
    assert filled.missing == ()


def test_what_is_not_known_stands_in_brackets_and_is_told_once() -> None:
    filled = fill("{{ need }} {{ job_title }} {{ need }} {{ item.link }}", {"need": ""})
    assert filled.text == "[need?] [job title?] [need?] [item link?]"
    assert filled.missing == ("need", "job_title", "item.link")


def test_what_is_asked_for_only_if_known_is_not_missing() -> None:
    text = "{% if need %}{{ need }}{% else %}nothing{% endif %} {{ company | default('your firm') | upper }}"
    assert fill(text, {}).text == "nothing YOUR FIRM"
    assert fill(text, {}).missing == ()


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_known(field: str) -> None:
    assert fill(f"{{{{ {field} }}}}", {field: "x"}).text == "x"
    assert fill(f"{{{{ {field} }}}}", {}).text == marker(field)


def test_a_value_is_no_template() -> None:
    assert (
        fill("{{ need }}", {"need": "{{ company }}{% for x in y %}"}).text == "{{ company }}{% for x in y %}"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% for x in 'abc' %}{{ x }}{% endfor %}", "a loop"),
        ("{% for x in range(999999999) %}x{% endfor %}", "a loop"),
        ("{% while true %}", "cannot be read"),
        ("{% include '/etc/passwd' %}", "another file"),
        ("{% import '/etc/passwd' as x %}", "another file"),
        ("{% from 'x' import y %}", "another file"),
        ("{% extends 'x' %}", "another file"),
        ("{{ range(5) }}", "a call"),
        ("{{ ''.join('x') }}", "a call"),
        ("{{ lipsum() }}", "a call"),
        ("{{ self }}", "not known"),
        ("{{ name.__class__ }}", "not known"),
        ("{{ name.__class__.__mro__[1].__subclasses__() }}", "cannot have"),
        ("{{ ''.__class__ }}", "not known"),
        ("{{ item['title'] }}", "a look inside"),
        ("{{ item.__init__ }}", "not known"),
        ("{{ item }}", "not known"),
        ("{{ cycler }}", "not known"),
        ("{{ compnay }}", "“compnay”"),
        ("{{ name|attr('__class__') }}", "filter “attr”"),
        ("{{ name|replace('a', 'b') }}", "cannot be read|filter"),
        ("{{ name|center(999999999) }}", "filter"),
        ("{{ 'x' * 999999999 }}", "cannot have"),
        ("{{ 9 ** 9 ** 9 }}", "cannot have"),
        ("{% set x = 1 %}", "cannot have"),
        ("{% macro x() %}{% endmacro %}", "a macro"),
        ("{% raw", "cannot be read"),
        ("{{ first_name", "cannot be read at its line 1"),
        ("{% if company %}", "cannot be read"),
        ("{{" + "(" * 9_000 + "name" + ")" * 9_000 + "}}", "nested too deeply"),
        ("{% if name %}" * 60 + "{% endif %}" * 60, "nested too deeply"),
        ("{{ not " + "not " * 4_000 + "name }}", "nested too deeply"),
        ("x" * 20_001, "20,001 characters"),
    ],
)
def test_more_than_fields_is_refused_in_a_sentence_and_at_once(text: str, words: str) -> None:
    began = time.monotonic()
    for act in (check, lambda text: fill(text, KNOWN)):
        with pytest.raises(InvalidInput) as caught:
            act(text)
        sentence = str(caught.value)
        assert any(word in sentence for word in words.split("|"))
        assert sentence.endswith(".")
        assert "\n" not in sentence
    assert time.monotonic() - began < 5


def test_a_text_that_grows_beyond_measure_is_refused() -> None:
    with pytest.raises(InvalidInput, match=f"{MOST_WRITTEN:,}"):
        fill("{{ need }}" * 1_900, {"need": "x" * 10_000})
