"""An opportunity with a contact: a new one, or one there is already."""

from PySide6.QtWidgets import QWidget

from kitdiary.domain.names import name_key
from kitdiary.domain.opportunities import Opportunity, Stage
from kitdiary.services.opportunities import amount_of, currency_of
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.promise import about
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labels import soft
from kitdiary.ui.widgets.parts import Part, beside, combo, line
from kitdiary.ui.widgets.tick import Tick


class OpportunityForm(Form):
    """The form. Where the contact has opportunities, one of them can be chosen to be changed."""

    def __init__(self, desk: Desk, parent: QWidget, contact_id: int, title: str = "") -> None:
        super().__init__(desk, parent, tr("Opportunity"), width=theme.ASK_WIDTH)
        self._contact_id = contact_id
        card = desk.diary.cards.one(contact_id, 1)
        self.say(about(card))
        self._known = {name_key(one.title): one for one in card.opportunities}
        choices: list[tuple[object, str]] = [("", tr("A new one"))]
        choices += [(one.title, one.title) for one in card.opportunities]
        self.which = combo(choices, title)
        which = Part(tr("Which"), self.which)
        which.setVisible(bool(card.opportunities))
        self.name = line("", tr("what they may buy"))
        self.value = line("", "12000")
        self.currency = line(desk.diary.opportunities.usual_currency(), tr("EUR"))
        self.stage = Chips(tr("Stage"), [(one, stage_words(one)) for one in Stage])
        self.before_need = Tick(tr("We were talking before they knew what they need"))
        self.known = soft("")
        self.known.hide()
        self.body.addWidget(which)
        self.body.addWidget(Part(tr("Title"), self.name))
        self.body.addWidget(self.known)
        self.body.addWidget(
            beside(
                Part(tr("Value"), self.value),
                Part(tr("Currency"), self.currency),
                stretch=(3, 1),
                spacing=theme.TIGHT,
            )
        )
        self.body.addWidget(Part(tr("Stage"), self.stage))
        self.body.addWidget(self.before_need)
        self.body.addStretch(1)
        self.which.currentIndexChanged.connect(self._choose)
        self.name.textEdited.connect(self._named)
        self._choose()
        self.name.setFocus()

    def _choose(self) -> None:
        """Show the one that was chosen. Its title names it and stays."""
        found = self._known.get(name_key(str(self.which.currentData() or "")))
        self.name.setReadOnly(found is not None)
        self.name.setText("" if found is None else found.title)
        self._fill(found)
        self._named()

    def _fill(self, found: Opportunity | None) -> None:
        self.value.setText("" if found is None or found.value is None else f"{found.value:f}")
        if found is not None and found.currency:
            self.currency.setText(found.currency)
        self.stage.choose(Stage.OPEN if found is None else found.stage)
        self.before_need.setChecked(found is not None and found.before_need)

    def _named(self) -> None:
        """Say so where a new title is that of one there is."""
        found = self._known.get(name_key(self.name.text()))
        self.known.setVisible(found is not None and not self.name.isReadOnly())
        self.known.setText(tr("There is one of this title: saving changes it."))

    def typed(self) -> bool:
        """Whether something was filled in."""
        return not self.name.isReadOnly() and bool(self.name.text().strip())

    def save(self) -> None:
        """Open it, or change it."""
        title, value = self.name.text().strip(), self.value.text().strip()
        if not title:
            raise Wrong(tr("An opportunity needs a title: say what they may buy."), self.name)
        if value:
            self.read(self.value, lambda: amount_of(value))
        code = self.currency.text().strip()
        if code:
            self.read(self.currency, lambda: currency_of(code))
        elif value:
            raise Wrong(tr("Say in which currency, such as EUR or USD."), self.currency)
        stage, early, diary = Stage(str(self.stage.value)), self.before_need.isChecked(), self.desk.diary
        self.submit(
            lambda: diary.opportunities.put(
                self._contact_id,
                title,
                value=value or None,
                currency=code if value else None,
                stage=stage,
                before_need=early,
            )
        )


def stage_words(stage: Stage) -> str:
    """How far it is."""
    return {Stage.OPEN: tr("Open"), Stage.WON: tr("Won"), Stage.LOST: tr("Lost")}[stage]


def open_opportunity(desk: Desk, parent: QWidget, what: object) -> None:
    """An opportunity with this contact: an id, or an id and the title of one there is."""
    contact_id, title = what if isinstance(what, tuple) else (what, "")
    OpportunityForm(desk, parent, int(contact_id), str(title)).open()
