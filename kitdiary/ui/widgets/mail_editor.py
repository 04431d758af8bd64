"""One email to one person: to whom, what is given, the template, subject and text, and the file with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from kitdiary.domain.content import ContentItem, Suggestion
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.names import name_key
from kitdiary.domain.templates import Template, TemplateKind, in_language
from kitdiary.services.cards import ContactCard
from kitdiary.services.templates import languages
from kitdiary.services.touch_log import TouchDraft
from kitdiary.services.writing import LARGE, Composed, Mail, left_in, missing_words
from kitdiary.ui import outside, theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.log_parts import SentPart
from kitdiary.ui.mail_out import HandedOver, hand_over
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, wrapped
from kitdiary.ui.widgets.parts import Part, beside, combo, line
from kitdiary.ui.widgets.tick import Tick

_TEXT_HEIGHT = 150


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written to somebody, to be gone on with."""

    template: str
    language: str
    given: str
    subject: str
    text: str
    attach: bool = True


class Unready(Exception):
    """The email cannot leave yet: the sentence, and the field."""

    def __init__(self, sentence: str, field: QWidget | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class MailEditor(QWidget):
    """The email. What the rep wrote stays when something else is chosen, and comes back with Ctrl+Z."""

    grown = Signal()

    def __init__(
        self,
        desk: Desk,
        card: ContactCard,
        items: Sequence[ContentItem],
        suggestion: Suggestion | None,
        *,
        thanks: bool = False,
        kept: Kept | None = None,
    ) -> None:
        super().__init__()
        self._desk, self.card, self._thanks = desk, card, thanks
        self._items = {name_key(one.title): one for one in reversed(items)}
        self._templates = desk.diary.templates.all()
        self._made = Composed("", "", (), "")
        self._chosen_by_hand = kept is not None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GAP)
        self.sent = SentPart([one for one in items if not one.archived], suggestion)
        self.subject = line()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(_TEXT_HEIGHT)
        self.template = combo([(name, name) for name in dict.fromkeys(one.name for one in self._templates)])
        self.language = combo([])
        self.attach = Tick("")
        self.missing = wrapped("", "late")
        self._lay_out()
        self._connect()
        if kept is not None:
            self._show_kept(kept)
        elif suggestion is not None and not thanks:
            self.sent.what.setText(suggestion.item.title)
            self.sent.what.setCursorPosition(0)
        if kept is None:
            self._compose()

    def _lay_out(self) -> None:
        contact = self.card.contact
        if not contact.consent.email:
            self.body.addWidget(
                wrapped(tr("Asked for no email: write by letter, chat or social instead."), "late")
            )
        if not contact.emails:
            self.body.addWidget(
                wrapped(tr("No email address is known: add one on the person’s page (Edit)."), "late")
            )
        shown = [
            (one.value, f"{one.value}  ·  {one.label}" if one.label else one.value) for one in contact.emails
        ]
        self.to = combo([(key, text) for key, text in shown])
        self.to.setAccessibleName(tr("To"))
        self.copy = button(tr("Copy"), "", tr("Copy the address, the subject or the text"))
        self.copy.setAutoDefault(False)
        menu = QMenu(self.copy)
        for text, act in (
            (tr("The address"), self.copy_address),
            (tr("The subject"), self.copy_subject),
            (tr("The text"), self.copy_text),
        ):
            menu.addAction(text).triggered.connect(lambda _checked=False, act=act: act())
        self.copy.setMenu(menu)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.to, 1)
        layout.addWidget(self.copy)
        self.body.addWidget(
            beside(
                Part(tr("To"), row), Part(tr("Language"), self.language), stretch=(3, 1), spacing=theme.GAP
            )
        )
        self.body.addWidget(self.sent)
        self.body.addWidget(
            beside(
                Part(tr("Template"), self.template),
                Part(tr("Subject"), self.subject),
                stretch=(2, 3),
                spacing=theme.GAP,
            )
        )
        self.body.addWidget(Part(tr("Text"), self.text), 1)
        self.body.addWidget(self.attach)
        self.body.addWidget(self.missing)
        self.attach.hide()
        self.missing.hide()

    def _connect(self) -> None:
        self.sent.changed.connect(self._given_changed)
        self.template.activated.connect(self._template_chosen)
        self.language.activated.connect(self._language_chosen)
        self.subject.textChanged.connect(self._look_for_gaps)
        self.text.textChanged.connect(self._look_for_gaps)

    # -- composing ----------------------------------------------------------------------------

    @property
    def item(self) -> ContentItem | None:
        """The item of the library that is sent."""
        return self._items.get(name_key(self.sent.content)) if self.sent.content else None

    @property
    def kind(self) -> TemplateKind:
        """What the template is for."""
        found = self._variant()
        return TemplateKind.OTHER if found is None else found.kind

    def _variants(self) -> list[Template]:
        name = str(self.template.currentData())
        return [one for one in self._templates if one.name == name]

    def _variant(self) -> Template | None:
        return in_language(self._variants(), str(self.language.currentData() or ""))

    def _offer_languages(self, wanted: str) -> None:
        variants = self._variants()
        known = languages()
        self.language.clear()
        for one in variants:
            named = known.get(one.language)
            self.language.addItem(one.language if named is None else named.name, one.language)
        chosen = in_language(variants, wanted)
        if chosen is not None:
            self.language.setCurrentIndex(self.language.findData(chosen.language))
        self.language.setEnabled(len(variants) > 1)

    def _given_changed(self) -> None:
        self._show_file()
        self._compose()

    def _template_chosen(self) -> None:
        self._chosen_by_hand = True
        self._offer_languages(str(self.language.currentData() or self.card.contact.language))
        self._compose(replacing=True)

    def _language_chosen(self) -> None:
        self._compose(replacing=True)

    def _compose(self, *, replacing: bool = False) -> None:
        """Subject and text of what is sent; what the rep has changed stays, unless they chose anew."""
        if not self._chosen_by_hand:
            wanted = self._desk.diary.writing.proposed(self.item, why=self.sent.why, thanks=self._thanks)
            place = self.template.findData(wanted)
            if place != self.template.currentIndex() or not self.language.count():
                self.template.setCurrentIndex(place)
                language = str(self.language.currentData() or self.card.contact.language)
                self._offer_languages(language)
        template = self._variant()
        if template is None:
            return
        try:
            made = self._desk.diary.writing.fill(template, self.card, self.item, why=self.sent.why)
        except DiaryError as error:  # a template of a later version of the program, or written by hand
            self.missing.setText(str(error))
            self.missing.show()
            return
        before, self._made = self._made, made
        if replacing or self.subject.text() == before.subject:
            self.subject.setText(made.subject)
            self.subject.setCursorPosition(0)
        if replacing or self.text.toPlainText() == before.text:
            _put(self.text, made.text)
        self._look_for_gaps()

    def _look_for_gaps(self) -> None:
        """Say what is not known while it stands in the text in brackets."""
        gaps = left_in(f"{self.subject.text()}\n{self.text.toPlainText()}")
        said = ""
        if gaps:
            said = tr(
                "Not known: {0}. Fill in what stands in [brackets], or take it out.", missing_words(gaps)
            )
        if said != self.missing.text():
            self.missing.setText(said)
            self.missing.setVisible(bool(said))
            self.grown.emit()

    def _show_file(self) -> None:
        item = self.item
        found = None if item is None else self._desk.diary.writing.file_of(item.id)
        if found is not None:
            name, size = found
            shown = QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
            text = tr("Attach {0} ({1})", name, shown).replace("&", "&&")
            if size > LARGE:
                text += " · " + tr("many mail servers refuse as much")
            self.attach.setText(text)
            self.attach.setChecked(True)
        if self.attach.isHidden() == (found is not None):
            self.attach.setVisible(found is not None)
            self.grown.emit()

    # -- keeping ------------------------------------------------------------------------------

    def kept(self) -> Kept:
        """What is written, to go on with later."""
        return Kept(
            str(self.template.currentData()),
            str(self.language.currentData() or ""),
            self.sent.what.text(),
            self.subject.text(),
            self.text.toPlainText(),
            self.attach.isChecked(),
        )

    def _show_kept(self, kept: Kept) -> None:
        self.template.setCurrentIndex(max(0, self.template.findData(kept.template)))
        self._offer_languages(kept.language)
        self.sent.what.setText(kept.given)
        self.sent.what.setCursorPosition(0)
        self._compose(replacing=True)
        self.attach.setChecked(kept.attach)
        self.subject.setText(kept.subject)
        self.subject.setCursorPosition(0)
        self.text.setPlainText(kept.text)

    def typed(self) -> bool:
        """Whether the rep wrote something of their own."""
        return self.text.toPlainText() != self._made.text or self.subject.text() != self._made.subject

    # -- leaving ------------------------------------------------------------------------------

    def copy_address(self) -> None:
        """The address onto the clipboard."""
        outside.copy(str(self.to.currentData() or ""))

    def copy_subject(self) -> None:
        """The subject onto the clipboard."""
        outside.copy(self.subject.text())

    def copy_text(self) -> None:
        """The text onto the clipboard."""
        outside.copy(self.text.toPlainText())

    def open(self, then: Callable[[HandedOver], None]) -> None:
        """Open the draft in the mail program. `Unready` where something is missing still."""
        contact = self.card.contact
        if not contact.emails:
            raise Unready(tr("No email address is known."))
        gaps = left_in(self.subject.text())
        if gaps or left_in(self.text.toPlainText()):
            field: QWidget = self.subject if gaps else self.text
            raise Unready(
                tr("Something is not known yet: fill in what stands in [brackets], or take it out."), field
            )
        self.draft()  # says what cannot be logged before it is sent
        item = self.item
        attached = (
            item.id if item is not None and not self.attach.isHidden() and self.attach.isChecked() else None
        )
        mail = Mail(
            ((contact.name, str(self.to.currentData())),), self.subject.text(), self.text.toPlainText()
        )
        hand_over(self._desk, mail, attached, then)

    def draft(self) -> TouchDraft:
        """The touch to be logged once it was sent. `Unready` for a value-add that gives nothing."""
        try:
            return self._desk.diary.writing.sent(
                (self.card.contact.id,),
                self.subject.text(),
                self.kind,
                content=self.sent.content,
                why=self.sent.why,
            )
        except DiaryError as error:
            raise Unready(str(error), self.sent.what) from None


def _put(field: QPlainTextEdit, text: str) -> None:
    """Another text, so that Ctrl+Z in the field brings back the one that was there."""
    if field.toPlainText() == text:
        return
    cursor = QTextCursor(field.document())
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.insertText(text)
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    field.setTextCursor(cursor)
