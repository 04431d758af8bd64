"""The brief before a call: what to say, to ask, and to leave alone."""

from __future__ import annotations

from pathlib import Path

from kitdiary.domain.answers import Answer, insight_of_answer
from kitdiary.domain.prompts import Topic
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import local, opened


def spoke(diary: Diary, who: int, day: str, *insights: tuple[InsightKind, str]) -> None:
    diary.log.record(TouchDraft((who,), Channel.CALL, Outcome.SPOKE, at=local(day), insights=insights))


def test_of_a_stranger_the_brief_asks_for_the_need_first(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        who = diary.contacts.add(name="Ann").contact_ids[0]
        brief = diary.briefs.of(who)
        assert brief.questions[0].topic is Topic.NEED
        assert brief.questions[0].text == diary.prompts.first(Topic.NEED)
        assert brief.own_words is None
        assert brief.opinion in diary.prompts.of(Topic.OPINION)
        assert brief.easy_out in diary.prompts.of(Topic.EASY_OUT)


def test_what_they_said_last_asks_its_question_first(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        who = diary.contacts.add(name="Ann").contact_ids[0]
        spoke(diary, who, "2026-10-01", insight_of_answer(Answer.HAS_SUPPLIER, "Veltra"))
        spoke(diary, who, "2026-11-01", insight_of_answer(Answer.NO_BUDGET))
        topics = [question.topic for question in diary.briefs.of(who).questions]
        assert topics[0] is Topic.NO_BUDGET
        assert Topic.CONTRACT_END in topics  # who supplies them is known, until when is not
        assert Topic.SUPPLIER not in topics
        assert Topic.BUDGET not in topics


def test_their_own_words_and_what_cannot_be(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        who = diary.contacts.add(name="Ann", calls=False).contact_ids[0]
        need, cannot = (InsightKind.NEED, "less spoilage"), (InsightKind.CANNOT, "no second supplier")
        spoke(diary, who, "2026-11-01", need, cannot)
        brief = diary.briefs.of(who)
        assert brief.own_words is not None
        assert brief.own_words.text == "less spoilage"
        assert [one.text for one in brief.cannot] == ["no second supplier"]


def test_a_topic_without_texts_is_not_asked(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        who = diary.contacts.add(name="Ann").contact_ids[0]
        for topic in (Topic.NEED, Topic.OPINION, Topic.EASY_OUT):
            diary.prompts.set(topic, ())
        brief = diary.briefs.of(who)
        assert brief.questions[0].topic is Topic.FRUSTRATION
        assert (brief.opinion, brief.easy_out) == ("", "")


def test_the_chain_of_introductions_is_told_from_its_beginning(tmp_path: Path) -> None:
    with opened(tmp_path / "d.kitdiary") as diary:
        ann = diary.contacts.add(name="Ann").contact_ids[0]
        bo = diary.contacts.add(name="Bo", introduced_by=ann).contact_ids[0]
        cem = diary.contacts.add(name="Cem", introduced_by=bo).contact_ids[0]
        assert [name for _, name in diary.cards.circle(cem).chain] == ["Ann", "Bo"]
        assert diary.cards.circle(ann).chain == ()
        diary.contacts.edit((ann,), introduced_by=cem)  # a circle is cut
        assert [name for _, name in diary.cards.circle(cem).chain] == ["Ann", "Bo"]
