"""A template: its subject and text with fields, and how it reads for a real or an invented person."""

from functools import partial

from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.templates import FIELDS, Template, TemplateKind
from kitdiary.services.cards import ContactCard
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, wrapped
from kitdiary.ui.widgets.parts import Part, beside, combo, line
from kitdiary.ui.widgets.who_field import person_field

_TEXT_HEIGHT = 210


class TemplateForm(Form):
    """The form. What it reads like is shown while one types; a fault is said at once."""

    def __init__(self, desk: Desk, parent: QWidget, template: Template | None) -> None:
        new = template is None
        heading = tr("Add a template") if new else tr("Change a template")
        super().__init__(desk, parent, heading, width=theme.BATCH_WIDTH)
        self._template = template or Template("", TemplateKind.VALUE_ADD)
        self._card: ContactCard | None = None
        given = self._template
        self.name = line(given.name, tr("such as: After the fair"))
        self.name.setEnabled(new or (given.id is not None and not given.changed))
        self.kind = combo([(one.value, kind_words(one)) for one in TemplateKind], given.kind.value)
        self.language = line(given.language, tr("en, de, fr …"))
        self.language.setEnabled(new)
        self.subject = line(given.subject)
        self.text = QPlainTextEdit(given.body)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(_TEXT_HEIGHT)
        self.fields = button(tr("Put in a field"))
        self.fields.setAutoDefault(False)
        menu = QMenu(self.fields)
        for field, words in FIELDS.items():
            menu.addAction(f"{words}\t{{{{ {field} }}}}").triggered.connect(partial(self._put, field))
        self.fields.setMenu(menu)
        self.who = person_field(desk, tr("an invented person"))
        self.who.picked.connect(self._person)
        self.who.textChanged.connect(self._nobody)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setProperty("look", "read")
        self.preview.setMinimumHeight(_TEXT_HEIGHT)
        self.fault = wrapped("", "late")
        self._lay_out_body()
        self.subject.textChanged.connect(self._show)
        self.text.textChanged.connect(self._show)
        self.language.textChanged.connect(self._show)
        self._show()
        (self.name if new else self.text).setFocus()

    def _lay_out_body(self) -> None:
        self.body.addWidget(
            beside(
                Part(tr("Name"), self.name),
                Part(tr("What it is for"), self.kind),
                Part(tr("Language"), self.language),
                stretch=(4, 3, 2),
            )
        )
        self.body.addWidget(
            beside(Part(tr("Subject"), self.subject), Part(tr("Read it as for"), self.who)),
        )
        self.body.addWidget(
            beside(Part(tr("Text"), self.text, self.fields), Part(tr("So it reads"), self.preview)), 1
        )
        self.body.addWidget(self.fault)

    def _put(self, field: str, _checked: bool = False) -> None:
        target = self.subject if self.subject.hasFocus() else self.text
        if target is self.text:
            self.text.insertPlainText(f"{{{{ {field} }}}}")
        else:
            self.subject.insert(f"{{{{ {field} }}}}")
        target.setFocus()

    def _person(self) -> None:
        who = self.who.chosen_id
        self._card = None if who is None else self.desk.diary.cards.one(who)
        self._show()

    def _nobody(self, text: str) -> None:
        if not text.strip():
            self._card = None
            self._show()

    def _made(self) -> Template:
        given = self._template
        return Template(
            self.name.text(),
            TemplateKind(str(self.kind.currentData())),
            self.language.text(),
            self.subject.text(),
            self.text.toPlainText(),
            given.id,
        )

    def _show(self, _text: str = "") -> None:
        """How it reads; what is wrong with it."""
        writing = self.desk.diary.writing
        try:
            read = writing.sample(self._made(), self._card)
        except DiaryError as error:
            self.fault.setText(str(error))
        else:
            self.fault.setText("")
            self.preview.setPlainText(f"{read.subject}\n\n{read.text}")

    def typed(self) -> bool:
        """Whether anything differs."""
        given = self._template
        return (self.subject.text(), self.text.toPlainText(), self.name.text()) != (
            given.subject,
            given.body,
            given.name,
        )

    def save(self) -> None:
        """Keep it."""
        made, templates = self._made(), self.desk.diary.templates
        if not made.name.strip():
            raise Wrong(tr("A template needs a name: give it one."), self.name)
        self.submit(lambda: templates.save(made))


def kind_words(kind: TemplateKind) -> str:
    """What a template is for, as one chooses it."""
    return {
        TemplateKind.VALUE_ADD: tr("Something of value"),
        TemplateKind.AFTER_CALL: tr("After a call"),
        TemplateKind.THANKS: tr("Thanks"),
        TemplateKind.NEWSLETTER: tr("Newsletter"),
        TemplateKind.INVITATION: tr("Invitation"),
        TemplateKind.MEETING: tr("Asking for a meeting"),
        TemplateKind.AWAY: tr("They are away"),
        TemplateKind.OTHER: tr("Anything else"),
    }[kind]


def open_template(desk: Desk, parent: QWidget, what: object) -> None:
    """Change a template, or add one (None)."""
    TemplateForm(desk, parent, what if isinstance(what, Template) else None).open()
