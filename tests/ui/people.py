"""The small diary of the window's tests: a dozen invented people, with every kind of step among them.

It is Friday 20 November 2026, 09:40 in Berlin.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kitdiary.bootstrap import open_diary
from kitdiary.domain.people import ClosedReason, Fit, Precision, Timing, TimingKind
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 9, 40, tzinfo=BERLIN)
TODAY = NOW.date()

TRAP = "<img src=x>&Co"
"""A name that must be shown as it is wherever a name is shown."""
TRAP_FIRM = "<b>Bold</b> & Sons"
LONG = "Dr. Friederike Donaudampfschifffahrtsgesellschaftskapitän-Oberweserdampfer"
NAMES = {
    "priya": "Priya Raman",  # promised a call today at 15:30
    "luis": "Luis Ortega",  # waits for an answer
    "tom": "Tom Reed",  # promised a paper yesterday
    "ann": "Ann Lee",  # introduced Bo, from whom there is an opportunity: thanks
    "bo": "Bo Berg",
    "grete": "Grete Hahn",  # her contract ends soon
    "trap": TRAP,  # a talk, 16 days late
    "taro": "田中 太郎 👍",  # a value-add
    "long": LONG,  # a talk
    "fatima": "فاطمة الزهراء",  # spoken to today
    "paul": "Paul Pause",  # paused
    "clara": "Clara Closed",  # closed
    "nils": "Nils Nothing",  # allows no channel: left behind
}


def at(text: str) -> datetime:
    """``2026-11-20`` (at noon) or ``2026-11-20T09:15``, in Berlin."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T12:00").replace(tzinfo=BERLIN)


class People:
    """The ids of the people by their short names."""

    def __init__(self, diary: Diary) -> None:
        self._diary = diary

    def __getattr__(self, short: str) -> int:
        name = NAMES[short]
        for row in self._diary.lists.contact_rows(self._diary.lists.contact_ids()):
            if row.name == name:
                return row.contact_id
        raise AttributeError(short)

    def touch(self, short: str, number: int = 0) -> int:
        """The id of a touch of somebody, 0 the newest."""
        return self._diary.cards.one(getattr(self, short), number + 1).touches[number].id


def make(path: Path) -> None:
    """Write the diary to a file that is not there yet."""
    with open_diary(path, at("2026-01-05T09:00")) as diary:
        diary.settings.set("time-zone", "Europe/Berlin")
        diary.library.add("Cutting waste on the last mile", topics=("cold chain",), why="Halves what spoils")
        diary.library.add(
            "The audit in ten steps", topics=("audit", "spoilage"), why="Saves a week of preparation"
        )
        ids = _people(diary)
        _history(diary, ids)
        diary.context.clock = FixedClock(NOW)
        _today(diary, ids)


def _people(diary: Diary) -> dict[str, int]:
    ids: dict[str, int] = {}

    def add(short: str, **fields: Any) -> None:
        ids[short] = diary.contacts.add(name=NAMES[short], **fields).contact_ids[0]

    add(
        "priya",
        rating="A",
        company="Northgate Foods",
        job_title="Head of Logistics",
        time_zone="America/Denver",
        phone="+1 303 555 0117",
        email="priya@northgate.example",
        best_hours="mornings",
        tag=("cold chain",),
        source="Fair in Denver",
        notes="Prefers to be called",
        city="Denver",
    )
    add("luis", company="Ortega & Sons", company_rating="B", email="luis@ortega.example", rating="B")
    add("tom", company="Northgate Foods", rating="B", email="tom@northgate.example")
    add("ann", rating="B", company="Lee Trading", phone="+49 30 5550123")
    add("bo", rating="C", company="Berg AB", introduced_by=ids["ann"])
    add("grete", rating="C", company="Hahn & Töchter", fit=Fit.YES)
    add("trap", rating="A", company=TRAP_FIRM, job_title="<u>Chief</u>", notes="<i>note</i> & more")
    add("taro", rating="B", company="東京物流", email="taro@tokyo.example")
    add("long", rating="A", company="Rindfleischetikettierungsüberwachungsaufgabenübertragung GmbH & Co. KG")
    add("fatima", rating="B", company="شركة النور")
    add("paul", rating="B", company="Lee Trading")
    add("clara", rating="D")
    add("nils", rating="C", calls=False, email_allowed=False, other=False)
    return ids


def _history(diary: Diary, ids: dict[str, int]) -> None:
    diary.context.clock = FixedClock(at("2026-11-19T17:00"))

    def touch(short: str, when: str, channel: Channel, outcome: Outcome, **more: Any) -> None:
        diary.log.record(TouchDraft((ids[short],), channel, outcome, at=at(when), **more))

    call, email, spoke, sent = Channel.CALL, Channel.EMAIL, Outcome.SPOKE, Outcome.SENT
    useful = "halves what spoils"
    touch(
        "priya",
        "2026-10-20",
        call,
        spoke,
        note="Wants less spoilage; the audit is in May",
        insights=((InsightKind.NEED, "less spoilage"), (InsightKind.WHEN, "after the audit in May")),
    )
    touch("priya", "2026-11-10", email, sent, content="Cutting waste on the last mile", why=useful)
    touch("luis", "2026-11-01", call, spoke)
    touch("luis", "2026-11-18", email, Outcome.RECEIVED, wants_reply=True, note="Asks for two references")
    touch("tom", "2026-11-12", call, spoke, note="Promised him the paper")
    touch("ann", "2026-11-02", call, spoke, note="Introduced Bo")
    touch("bo", "2026-11-12", call, spoke)
    touch("grete", "2026-08-20", call, spoke)
    touch("grete", "2026-11-16", email, sent, why=useful)
    touch(
        "trap",
        "2026-09-23",
        call,
        spoke,
        note="<b>said</b> & meant",
        insights=((InsightKind.NEED, "<s>x</s> & y"),),
    )
    touch("trap", "2026-11-09", email, sent, why=useful)
    touch("taro", "2026-10-01", call, spoke)
    touch("long", "2026-10-09", call, spoke)
    touch("long", "2026-11-09", email, sent, why=useful)
    touch("fatima", "2026-08-18", call, spoke)
    touch("paul", "2026-08-01", call, spoke)
    timing = Timing(
        TimingKind.CONTRACT_END, date(2027, 2, 10), Precision.DAY, date(2026, 8, 20), "hers to decide"
    )
    diary.contacts.edit((ids["grete"],), timing=timing)
    diary.contacts.edit((ids["paul"],), pause_until=date(2027, 1, 11))
    diary.contacts.edit((ids["clara"],), closed=ClosedReason.LEFT_FIELD)
    diary.steps.promise(ids["priya"], TODAY, "call about the pilot", time(15, 30))
    diary.steps.promise(ids["tom"], date(2026, 11, 19), "send the paper on routes", channel=email)
    diary.context.clock = FixedClock(at("2026-11-19T17:30"))
    diary.opportunities.put(ids["bo"], "Pilot with two lorries", value="12000", currency="EUR")


def _today(diary: Diary, ids: dict[str, int]) -> None:
    draft = TouchDraft(
        (ids["fatima"],), Channel.CALL, Outcome.SPOKE, at=at("2026-11-20T09:05"), note="All is well"
    )
    diary.log.record(draft)
