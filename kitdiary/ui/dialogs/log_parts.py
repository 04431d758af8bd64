"""The parts of "Log a touch" that show only when they are needed."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from kitdiary.domain.content import ContentItem, Suggestion
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import name_key
from kitdiary.services.opportunities import amount_of, currency_of
from kitdiary.ui import theme
from kitdiary.ui.day_text import read_clock
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.log_entry import Deal, Promised, Referred
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, soft
from kitdiary.ui.widgets.parts import Part, beside, day_edit, line
from kitdiary.ui.widgets.tick import Tick
from kitdiary.ui.widgets.who_field import company_field, person_field


class SentPart(QWidget):
    """What was sent: an item of the library, or a written reason why it helps them."""

    changed = Signal()

    def __init__(self, items: Sequence[ContentItem], suggestion: Suggestion | None) -> None:
        super().__init__()
        self._titles = {name_key(item.title): item.title for item in items}
        self.what = line("", tr("a title of the library, or in your words why it helps them"))
        completer = QCompleter(list(self._titles.values()), self.what)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.what.setCompleter(completer)
        self.meaning = soft("")
        self.meaning.setFont(theme.font("small"))
        part = Part(tr("What you gave them"), self.what, self._offer(suggestion))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(part)
        layout.addWidget(self.meaning)
        self.what.textChanged.connect(self._say)
        self._say()

    def _offer(self, suggestion: Suggestion | None) -> QWidget | None:
        if suggestion is None:
            return None
        title = suggestion.item.title
        shown = title if len(title) <= 48 else f"{title[:47]}…"
        made = button(tr("Worth sending: {0}", shown).replace("&", "&&"), "link")
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self.what.setText(title))
        self.what.textChanged.connect(lambda text: made.setVisible(text != title))
        return made

    @property
    def content(self) -> str:
        """The title of the library's item that was typed, "" for none."""
        return self._titles.get(name_key(self.what.text()), "")

    @property
    def why(self) -> str:
        """The reason that was written, "" for none."""
        return "" if self.content else self.what.text().strip()

    def _say(self) -> None:
        if self.content:
            self.meaning.setText(tr("From the library: counts as something of value."))
        elif self.why:
            self.meaning.setText(tr("Your own reason: counts as something of value."))
        else:
            self.meaning.setText(tr("Left empty it counts as a message, not as something of value."))
        self.changed.emit()


class PromisePart(QWidget):
    """The follow-up agreed to: a day, perhaps a time, a sentence."""

    changed = Signal()

    def __init__(self, today: date, what: str) -> None:
        super().__init__()
        self.day = day_edit(today + timedelta(days=7 if today.weekday() < 5 else 8), today)
        self.day.setAccessibleName(tr("Promised for"))
        self.clock = line("", tr("time"))
        self.clock.setAccessibleName(tr("Promised time, may be empty"))
        self.what = line(what)
        self.what.setAccessibleName(tr("What was promised"))
        row = beside(self.day, self.clock, self.what, stretch=(5, 2, 9), spacing=theme.TIGHT)
        self.part = Part(tr("You call back on"), row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.part)
        self.day.dateChanged.connect(self.changed)
        self.setFocusProxy(self.day)

    def promised(self) -> Promised:
        """What is agreed. InvalidInput for no time of day."""
        return Promised(self.day.value(), read_clock(self.clock.text()), self.what.text().strip())


class ReferralPart(QWidget):
    """Whom they brought: somebody of the diary, or somebody new."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.who = person_field(desk, tr("name of the person"))
        self.company = company_field(desk)
        self.company.setPlaceholderText(tr("where they work"))
        self.reach = line("", tr("phone or email"))
        self.reach.setAccessibleName(tr("Phone or email of the person"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            beside(
                Part(tr("Who it leads to"), self.who),
                Part(tr("Company"), self.company),
                Part(tr("Reach"), self.reach),
                spacing=theme.TIGHT,
            )
        )
        layout.setSpacing(6)
        self.ally = Tick(tr("Who brings them is an ally: refers others, no sale expected"))
        layout.addWidget(self.ally)
        self.who.textChanged.connect(self._known)
        self.who.picked.connect(self._known)
        self.setFocusProxy(self.who)

    def _known(self) -> None:
        """Of somebody in the diary company and phone are known."""
        known = self.who.chosen_id is not None
        self.company.setEnabled(not known)
        self.reach.setEnabled(not known)

    def referred(self) -> Referred:
        """Who it is. InvalidInput without a name."""
        name = self.who.text().strip()
        if not name:
            raise InvalidInput(tr("Say who it leads to, or choose another result."))
        reach = self.reach.text().strip()
        mail = "@" in reach
        return Referred(
            name,
            self.company.text().strip(),
            "" if mail else reach,
            reach if mail else "",
            self.who.chosen_id,
            self.ally.isChecked() and not self.ally.isHidden(),
        )


class DealPart(QWidget):
    """The opportunity that came of it."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.title = line("", tr("what they may buy"))
        self.value = line("", "12000")
        self.currency = line(currency, tr("EUR"))
        self.currency.setAccessibleName(tr("Currency"))
        self.before_need = Tick(tr("We were talking before they knew what they need"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(
            beside(
                Part(tr("Opportunity"), self.title),
                Part(tr("Value"), self.value),
                Part(tr("Currency"), self.currency),
                stretch=(6, 2, 1),
                spacing=theme.TIGHT,
            )
        )
        layout.addWidget(self.before_need)
        self.setFocusProxy(self.title)

    def checked(self, form: Form) -> Deal:
        """What was filled in; what cannot be is marked."""
        title, value = self.title.text().strip(), self.value.text().strip()
        if not title:
            raise Wrong(tr("An opportunity needs a title: say what they may buy."), self.title)
        if value:
            form.read(self.value, lambda: amount_of(value))
        code = self.currency.text().strip()
        if code:
            form.read(self.currency, lambda: currency_of(code))
        return Deal(title, value, code, self.before_need.isChecked())
