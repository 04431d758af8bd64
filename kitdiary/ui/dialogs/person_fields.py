"""The fields of a person, each with what it says of a contact. The form shows them and asks what differs."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget

from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import DEFAULT, Contact, Fit, Override, Role
from kitdiary.services.contacts import ContactFields
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.contacts_model import fit_words, role_words
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labelled_list import LabelledList
from kitdiary.ui.widgets.parts import combo, line, lines
from kitdiary.ui.widgets.tick import Choice, Tick
from kitdiary.ui.widgets.when_field import WhenField
from kitdiary.ui.widgets.who_field import company_field, person_field

_LENGTHS = (
    *((count, Unit.WEEK) for count in (1, 2, 3, 4, 6, 8)),
    *((count, Unit.MONTH) for count in (2, 3, 4, 6, 9, 12)),
)


@dataclass(slots=True)
class Bound:
    """A field and what it says; ``first`` is what it said when the form was opened."""

    field: QWidget
    says: Callable[[], ContactFields]
    first: ContactFields | None = None


class PersonFields:
    """Makes the fields with what is known of a contact."""

    def __init__(self, desk: Desk, contact: Contact, company: str, introducer: str) -> None:
        self._desk = desk
        self.bound: dict[str, Bound] = {}
        c = contact
        self.name = self._line("name", c.name)
        self.company = company_field(desk)
        self.company.show_known(c.company_id, company)
        self._bind("company", self.company, lambda: {"company": self.company.text().strip()})
        self.job_title = self._line("job_title", c.job_title)
        roles = [(one, role_words(one)) for one in Role]
        self.role = combo(roles, c.role)
        self._bind("role", self.role, lambda: {"role": Role(self.role.currentData())})
        self.emails = LabelledList(tr("Email"), c.emails, (tr("work"), tr("private")), tr("+ Another email"))
        self._bind("emails", self.emails, lambda: {"emails": self.emails.entries()})
        phones = (tr("work"), tr("mobile"), tr("private"), tr("assistant"))
        self.phones = LabelledList(tr("Phone"), c.phones, phones, tr("+ Another number"))
        self._bind("phones", self.phones, lambda: {"phones": self.phones.entries()})
        self._judgement(c)
        self.tags = self._tags(c)
        self.source = self._line("source", c.source)
        self.introduced_by = person_field(desk, tr("nobody"))
        self.introduced_by.show_known(c.introduced_by, introducer)
        self._bind("introduced_by", self.introduced_by, self._introducer)
        self._rhythm(c)
        place = c.address
        self.street, self.postcode = (
            self._line("street", place.street),
            self._line("postcode", place.postcode),
        )
        self.city, self.region = self._line("city", place.city), self._line("region", place.region)
        self.country = self._line("country", place.country)
        self.website, self.birthday = self._line("website", c.website), self._line("birthday", c.birthday)
        self.language = self._line("language", c.language)
        self.notes = lines(c.notes, height=84)
        self._bind("notes", self.notes, lambda: {"notes": self.notes.toPlainText()})

    # -- pieces -------------------------------------------------------------------------------

    def _bind(self, key: str, field: QWidget, says: Callable[[], ContactFields]) -> None:
        self.bound[key] = Bound(field, says)

    def _line(self, key: str, text: str) -> QLineEdit:
        made = line(text)
        says = lambda: {key: made.text().strip()}  # noqa: E731 - one of a dozen alike
        self._bind(key, made, says)  # type: ignore[arg-type]
        return made

    def _judgement(self, c: Contact) -> None:
        scale = self._desk.diary.context.policy.scale
        ratings: list[tuple[object, str]] = [("", tr("None"))]
        ratings += [(level.code, level.code) for level in scale]
        self.rating = Chips(tr("Rating"), ratings)
        for level in scale:
            self.rating.buttons[level.code].setToolTip(f"{level.code}: {html.escape(level.name)}")
        self.rating.choose(c.rating or "")
        self._bind("rating", self.rating, lambda: {"rating": str(self.rating.value) or None})
        self.fit = Chips(tr("Fit"), [(one, fit_words(one)) for one in Fit])
        self.fit.choose(c.fit)
        self._bind("fit", self.fit, lambda: {"fit": Fit(str(self.fit.value))})
        self.fit_note = self._line("fit_note", c.fit_note)
        self.fit_note.setPlaceholderText(tr("why we think so"))
        self.fit_link = self._line("fit_link", c.fit_link)
        self.fit_link.setPlaceholderText("https://")
        self.timing = WhenField(self._desk.diary.context.today(), tr("not known"), c.timing)
        self._bind("timing", self.timing, lambda: {"timing": self.timing.timing()})

    def _tags(self, c: Contact) -> QLineEdit:
        made = line(", ".join(c.tags), tr("separated by commas"))
        known = QCompleter(self._desk.diary.lists.tags(), made)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        made.setCompleter(_LastWord(known, made))
        self._bind(
            "tags", made, lambda: {"tags": [tag for one in made.text().split(",") if (tag := one.strip())]}
        )
        return made

    def _introducer(self) -> ContactFields:
        text = self.introduced_by.text().strip()
        if not text:
            return {"introduced_by": None}
        chosen = self.introduced_by.chosen_id
        return {"introduced_by": self._desk.diary.contacts.find(text) if chosen is None else chosen}

    def _rhythm(self, c: Contact) -> None:
        self.time_zone = self._line("time_zone", c.time_zone)
        self.time_zone.setPlaceholderText("Europe/London")
        zones = QCompleter(sorted(available_timezones()), self.time_zone)
        zones.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        zones.setFilterMode(Qt.MatchFlag.MatchContains)
        self.time_zone.setCompleter(zones)
        self.best_hours = self._line("best_hours", c.best_hours)
        self.best_hours.setPlaceholderText(tr("mornings, not Fridays"))
        self.talk_every = _cadence(c.talk_every)
        self._bind("talk_every", self.talk_every, lambda: {"talk_every": _override(self.talk_every)})
        self.email_every = _cadence(c.email_every)
        self._bind("email_every", self.email_every, lambda: {"email_every": _override(self.email_every)})
        self.calls, self.email = Tick(tr("Calls")), Tick(tr("Email"))
        self.other = Tick(tr("Letters, chat, social"))
        self.calls.setChecked(c.consent.calls)
        self.email.setChecked(c.consent.email)
        self.other.setChecked(c.consent.other)
        self._bind("calls", self.calls, lambda: {"calls": self.calls.isChecked()})
        self._bind("email_allowed", self.email, lambda: {"email_allowed": self.email.isChecked()})
        self._bind("other", self.other, lambda: {"other": self.other.isChecked()})

    # -- presets ------------------------------------------------------------------------------

    def preset(self, values: dict[str, object]) -> None:
        """Fill in what is known before anything is typed, by the names of `ContactFields`."""
        for key, value in values.items():
            field = self.bound[key].field if key in self.bound else None
            if key in ("email", "phone"):
                listed = self.emails if key == "email" else self.phones
                listed.rows[0][0].setText(str(value))
            elif key == "introduced_by" and isinstance(value, int):
                self.introduced_by.show_known(value, self._desk.diary.contacts.one(value).name)
            elif isinstance(field, QLineEdit):
                field.setText(str(value))
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(str(value))
            elif isinstance(field, Chips):
                field.choose(value)


class _LastWord(QCompleter):
    """Completes the last of several words with commas between them."""

    def __init__(self, known: QCompleter, field: QLineEdit) -> None:
        super().__init__(known.model(), field)
        self._field = field
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def splitPath(self, path: str) -> list[str]:
        """What is being typed: after the last comma."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: object) -> str:
        """The words before, and the one that was chosen."""
        before, comma, _typed = self._field.text().rpartition(",")
        chosen = super().pathFromIndex(index)  # type: ignore[arg-type]
        return f"{before}{comma}{' ' if comma else ''}{chosen}"


def _cadence(present: Override) -> Choice:
    known = [Interval(count, unit) for count, unit in _LENGTHS]
    if isinstance(present, Interval) and present not in known:
        known = sorted([*known, present], key=lambda interval: interval.days)
    choices: list[tuple[object, str]] = [("default", tr("as the rating says"))]
    choices += [(str(interval), tr("every {0}", interval.words)) for interval in known]
    choices.append(("none", tr("never")))
    now = "none" if present is None else "default" if present is DEFAULT else str(present)
    return combo(choices, now)


def _override(choice: Choice) -> Override:
    from kitdiary.domain.intervals import parse_interval

    said = str(choice.currentData())
    return DEFAULT if said == "default" else parse_interval(said)
