"""Promises and due talks for any calendar program: one event to open or save, and a folder kept up to date.

In the folder lies one file, ``kitdiary.ics``, with every open promise and the talks of the coming four
weeks. Calendar programs that subscribe to it show it beside their own; nothing is read back.
"""

import logging
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kitdiary.domain.agenda import Done, agenda
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.people import Moment
from kitdiary.domain.plan import open_promises
from kitdiary.domain.steps import History, Step, StepKind
from kitdiary.domain.touches import Promise
from kitdiary.services.context import Context
from kitdiary.services.exchange.calendar_file import Event, calendar_file, ours
from kitdiary.storage.backup_files import written
from kitdiary.storage.contact_list import ContactList, ContactRow
from kitdiary.storage.journal import newest_number

_LOG = logging.getLogger(__name__)
FILE_NAME = "kitdiary.ics"
AHEAD = timedelta(days=28)
MOST_TALKS = 500
"""Talks ahead that the kept file has at most: a calendar with more can be read by nobody."""
CALENDAR_FAILURE, CALENDAR_FILE = "calendar-failure", "calendar-file"
"""Notes of the heartbeat: what was wrong with the kept file, in a sentence, and where it lies."""

_State = tuple[int, date, str, bool]
"""What the kept file depends on: the newest operation, the day, the folder, whether names are hidden."""


class CalendarService:
    """Makes calendar files of the diary."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._list = ContactList(context.store)
        self._kept: _State | None = None
        self._keeping = threading.Lock()

    def promise(self, promise_id: int) -> bytes:
        """A file of one open promise: at its time, or over its whole day; moved, if it was moved.

        It has the person's name also where names are hidden: whoever saves it asked for this very one.
        DiaryError where the promise is none that is open.
        """
        context = self._context
        diary = context.diary_facts.identity()
        with context.store.read():
            contact_id, _ = context.promises.one(promise_id)
            for event_id, event in self._promises([contact_id], diary, hidden=False):
                if event_id == promise_id:
                    return calendar_file([event])
        raise DiaryError("This promise is kept or was dropped, so there is nothing to put in a calendar.")

    def save_promise(self, promise_id: int, target: Path) -> Path:
        """Write the file of one open promise; where it is. DiaryError where that cannot be."""
        content = self.promise(promise_id)
        try:
            with written(target) as temporary:
                temporary.write_bytes(content)
        except OSError as error:
            raise DiaryError(
                f"The event could not be written to {target} ({error.strerror}): choose another place."
            ) from error
        return target

    def newest_promise(self, contact_id: int) -> int | None:
        """The promise last given to a contact and not marked yet, None without any."""
        with self._context.store.read():
            found = self._context.promises.of(contact_id)
        return max((promise.id for promise in found), default=None)

    def everything(self) -> bytes:
        """The file that the folder keeps: open promises, today's talks, and those of the coming weeks.

        Talks that are late or due stand on today, as many as the day holds. Without names, companies and
        words where names are hidden: the file may be shown on a shared screen.
        """
        context = self._context
        diary = context.diary_facts.identity()
        with context.store.read():
            hidden = context.preferences.names_hidden
            people = context.promises.promised()
            events = [event for _, event in self._promises(people, diary, hidden=hidden)]
            events += self._talks(diary, hidden=hidden)
        return calendar_file(events, "KitDiary")

    # -- the folder ---------------------------------------------------------------------------

    def keep_up(self) -> Path | None:
        """Bring the folder's file up to date where a folder is set; the file, None where none is kept.

        Takes no time when nothing was written since. What cannot be written is noted for Settings, not
        raised. After another folder was set, or none, the file in the old one goes. For a worker's thread.
        """
        with self._keeping:
            state = self._state()
            if state == self._kept:
                return Path(state[2]) / FILE_NAME if state[2] else None
            try:
                made = self._write(state[2])
            except OSError as error:
                _LOG.warning("calendar: %s", type(error))
                folder = state[2] or "where it was"
                self._note(
                    CALENDAR_FAILURE,
                    f"The calendar file could not be written to {folder} ({error.strerror}): "
                    "make the folder, or set another in Settings.",
                )
                return None
            self._note(CALENDAR_FAILURE, "")
            self._kept = state
            return made

    def failure(self) -> str:
        """Why the file could not be written last time, in a sentence; empty when all is well."""
        with self._context.store.read():
            return self._context.heartbeat.get(CALENDAR_FAILURE) or ""

    def _state(self) -> _State:
        context = self._context
        with context.store.read():
            preferences = context.preferences
            number = newest_number(context.store)
            return number, context.today(), preferences.calendar_folder, preferences.names_hidden

    def _write(self, folder: str) -> Path | None:
        target = Path(folder) / FILE_NAME if folder else None
        with self._context.store.read():
            before = self._context.heartbeat.get(CALENDAR_FILE)
        if before and before != str(target or ""):
            _remove(Path(before))
        if target is not None:
            content = self.everything()
            if not target.exists() or target.read_bytes() != content:
                with written(target) as temporary:
                    temporary.write_bytes(content)
        if (before or "") != str(target or ""):
            self._note(CALENDAR_FILE, str(target or ""))
        return target

    def _note(self, key: str, value: str) -> None:
        with self._context.store.read():
            if (self._context.heartbeat.get(key) or "") == value:
                return
        with self._context.store.maintenance():
            self._context.heartbeat.set(key, value)

    # -- events -------------------------------------------------------------------------------

    def _promises(self, people: list[int], diary: str, *, hidden: bool) -> Iterator[tuple[int, Event]]:
        """The open promises to these people, each with its id, where the plan has them now."""
        context = self._context
        policy, preferences = context.settings()
        lead = timedelta(minutes=preferences.promise_lead_minutes)
        rows = {row.contact_id: row for row in self._list.rows(people)}
        for contact_id, facts in context.facts.plan_facts(people).items():
            by_id = {promise.id: promise for promise in facts.history.promises}
            for step in open_promises(facts.standing, facts.company_rating, facts.history, policy):
                if step.promise_id is None:
                    continue
                promise, row = by_id[step.promise_id], rows[contact_id]
                made = _instant(promise.made)
                yield (
                    promise.id,
                    Event(
                        f"promise-{promise.id}@{diary}.kitdiary",
                        step.due_at or step.due_on,
                        "Promise" if hidden else f"{_who(row)}: {promise.what}",
                        "" if hidden else _promise_text(promise, row),
                        made,
                        max(made, _instant(_moved(promise, step, facts.history))),
                        alarm=lead if step.due_at is not None else None,
                    ),
                )

    def _talks(self, diary: str, *, hidden: bool) -> Iterator[Event]:
        context = self._context
        today, policy = context.today(), context.policy
        done = Done(*context.steps.done_on(today))
        now = agenda(context.steps.due(today), policy, today, done)
        due = [item.step for item in now if item.step.kind is StepKind.TALK and not item.over_capacity]
        for step in due + context.steps.talks_after(today, today + AHEAD, MOST_TALKS):
            day = max(step.due_on, today)
            start = step.due_at if step.due_at is not None and step.due_on == day else day
            yield Event(
                f"talk-{step.contact_id}@{diary}.kitdiary",
                start,
                "Talk" if hidden else f"Talk: {_name(step.name, step.company)} ({step.effective_rating})",
                "" if hidden else step.reason.sentence(today),
                *(datetime(day.year, day.month, day.day, tzinfo=UTC),) * 2,
            )


def _moved(promise: Promise, step: Step, history: History) -> Moment:
    """The last thing that moved the promise: a snooze of it, or a try of it that failed."""
    moments = [promise.made]
    moments += [snooze.made for snooze in history.snoozes if snooze.promise_id == promise.id]
    if step.reason.touch_id is not None:
        moments += [touch.moment for touch in history.touches if touch.id == step.reason.touch_id]
    return max(moments)


def _instant(moment: Moment) -> datetime:
    return datetime.fromtimestamp(moment.at, UTC)


def _who(row: ContactRow) -> str:
    return _name(row.name, row.company)


def _name(name: str, company: str | None) -> str:
    return f"{name}, {company}" if company else name


def _promise_text(promise: Promise, row: ContactRow) -> str:
    reach = [labelled.value for labelled in (*row.phones, *row.emails)]
    return "\n".join([f"Promised to {_who(row)}: {promise.what} (by {promise.channel.value})", *reach])


def _remove(path: Path) -> None:
    """Take away the file kept so far; one that somebody else has put there stays."""
    try:
        if ours(path.read_bytes()):
            path.unlink()
    except OSError:
        return  # it is gone already, or the stick it was on is
