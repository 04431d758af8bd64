"""Questions and purposes: what a rep may say, as data that the program delivers and the rep edits.

The texts are a rep's own words and never decide anything: rules look at topics alone (PRODUCT §4).
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import clean_text

MOST_TEXTS = 40
"""So many texts a topic may have: more are no help before a call."""
MOST_LETTERS = 300


class Topic(StrEnum):
    """What a text is for; the values are the keys of ``resources/prompts.json``."""

    PURPOSE = "purpose"
    NEED = "need"
    FRUSTRATION = "frustration"
    PROJECT = "project"
    BUDGET = "budget"
    TIMELINE = "timeline"
    SUPPLIER = "supplier"
    CONTRACT_END = "contract-end"
    DECIDES = "decides"
    OPINION = "opinion"
    EASY_OUT = "easy-out"
    NOT_A_PRIORITY = "not-a-priority"
    NO_PROBLEM = "no-problem"
    HAS_SUPPLIER = "has-supplier"
    NO_BUDGET = "no-budget"
    CANNOT_SEE_IT = "cannot-see-it"


Prompts = Mapping[Topic, tuple[str, ...]]
"""The texts of every topic, in the order they are offered; a topic may have none."""


def read_prompts(text: str, delivered: Prompts | None = None) -> Prompts:
    """The texts of a JSON object by topic, over the delivered ones. Never fails.

    What cannot be understood is as delivered: a diary opens whatever another program wrote into it.
    """
    found = dict(delivered or dict.fromkeys(Topic, ()))
    try:
        given = json.loads(text) if text else {}
    except ValueError:
        return found
    if isinstance(given, dict):
        for topic in Topic:
            texts = given.get(topic.value)
            if isinstance(texts, list) and all(isinstance(one, str) for one in texts):
                found[topic] = tuple(one for one in texts[:MOST_TEXTS] if one.strip())
    return found


def write_prompts(prompts: Prompts, delivered: Prompts) -> str:
    """What of the texts differs from the delivered ones, as JSON; "" where nothing does."""
    differs = {topic.value: list(texts) for topic, texts in prompts.items() if texts != delivered.get(topic)}
    return json.dumps(differs, ensure_ascii=False, sort_keys=True) if differs else ""


def checked_texts(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as they may be kept: one line each, none empty, none twice. InvalidInput for what cannot be."""
    found: dict[str, str] = {}
    for text in texts:
        one = " ".join(clean_text(text, "text").split())
        if not one:
            raise InvalidInput("Write the question or the purpose in a few words.")
        if len(one) > MOST_LETTERS:
            raise InvalidInput(f"That has {len(one)} letters: nobody says more than {MOST_LETTERS} at once.")
        if one.casefold() in found:
            raise InvalidInput(f"“{one}” is there already.")
        found[one.casefold()] = one
    if len(found) > MOST_TEXTS:
        raise InvalidInput(f"Up to {MOST_TEXTS} texts can be kept here: remove one first.")
    return tuple(found.values())
