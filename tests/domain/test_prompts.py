"""The texts of questions and purposes: read, written, checked."""

from __future__ import annotations

import json

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.prompts import MOST_TEXTS, Topic, checked_texts, read_prompts, write_prompts

DELIVERED = read_prompts(json.dumps({topic.value: [f"about {topic}?"] for topic in Topic}))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"need": "x"}', '{"need": [1]}', '{"other": ["x"]}'])
def test_what_cannot_be_read_is_as_delivered(text: str) -> None:
    assert read_prompts(text, DELIVERED) == DELIVERED


def test_only_what_differs_is_written() -> None:
    wanted = {**DELIVERED, Topic.NEED: ("What do you need?",), Topic.PURPOSE: ()}
    stored = write_prompts(wanted, DELIVERED)
    assert json.loads(stored) == {"need": ["What do you need?"], "purpose": []}
    assert read_prompts(stored, DELIVERED) == wanted
    assert write_prompts(DELIVERED, DELIVERED) == ""


def test_a_text_is_one_line() -> None:
    assert checked_texts(["  What\n would  help?  "]) == ("What would help?",)


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ([" "], "in a few words"),
        (["x" * 301], "301 letters"),
        (["Why?", "WHY?"], "there already"),
        ([f"{n}" for n in range(MOST_TEXTS + 1)], "remove one"),
    ],
)
def test_what_cannot_be_kept_is_refused(texts: list[str], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        checked_texts(texts)
