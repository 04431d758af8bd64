"""Questions and purposes in a diary: edited, put back, undone."""

from __future__ import annotations

import re
from pathlib import Path

from kitdiary.domain.prompts import Topic
from kitdiary.services.prompts import delivered
from tests.services.diaries import opened, refused, undone_exactly


def test_every_topic_is_delivered_with_a_text_and_no_purpose_sells() -> None:
    found = delivered()
    assert all(found[topic] for topic in Topic)
    everything = " ".join(text for texts in found.values() for text in texts)
    assert re.search(r"\b(sell|pitch|clos(e|ing) the)", everything, re.IGNORECASE) is None


def test_texts_are_added_edited_removed_and_undone(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        prompts = diary.prompts
        undone_exactly(diary, lambda: prompts.add(Topic.PURPOSE, "bring the coffee they liked"))
        assert prompts.of(Topic.PURPOSE) == (*delivered()[Topic.PURPOSE], "bring the coffee they liked")
        undone_exactly(diary, lambda: prompts.edit(Topic.PURPOSE, "bring the coffee they liked", "bring tea"))
        first = prompts.first(Topic.PURPOSE)
        undone_exactly(diary, lambda: prompts.remove(Topic.PURPOSE, first))
        assert first not in prompts.of(Topic.PURPOSE)
        assert prompts.of(Topic.PURPOSE)[-1] == "bring tea"


def test_a_topic_or_all_are_put_back(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        prompts = diary.prompts
        prompts.set(Topic.NEED, ())
        prompts.set(Topic.OPINION, ("What do you think?",))
        assert prompts.first(Topic.NEED) == ""
        undone_exactly(diary, lambda: prompts.reset(Topic.NEED))
        assert prompts.of(Topic.OPINION) == ("What do you think?",)
        undone_exactly(diary, prompts.reset)
        assert prompts.all() == delivered()
        assert prompts.reset().operation_id is None


def test_what_cannot_be_is_refused_and_other_settings_stay(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        diary.prompts.add(Topic.NEED, "What is missing?")
        refused(diary, lambda: diary.prompts.add(Topic.NEED, "what is missing?"), "there already")
        refused(diary, lambda: diary.prompts.edit(Topic.NEED, "Never was", "x"), "not there any more")
        diary.settings.set("capacity.talks", "5")
        assert "What is missing?" in diary.prompts.of(Topic.NEED)
