"""The brief of the selected person, beside the list of the day."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kitdiary.domain.reasons import ago
from kitdiary.domain.touches import InsightKind
from kitdiary.ui import theme
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.brief_words import question_lines, reason_lines, unsaid_lines
from kitdiary.ui.widgets.labels import button, label, plain, plain_tip, wrapped
from kitdiary.ui.words import channel_words, day_words, inside_words, insight_words

if TYPE_CHECKING:
    from kitdiary.services.brief import Brief, Known


class BriefPanel(QFrame):
    """Shows a `Brief`: last time, what we know and how old it is, reasons to talk, what is worth sending."""

    opened = Signal()
    wrote = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.BRIEF_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("look", "read")
        self._scroll.setAccessibleName(tr("What you know of the person"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll)
        self._foot = wrapped("", "soft")
        self._foot.setFont(theme.font("small"))
        self._foot.setContentsMargins(20, 8, 20, 16)
        outer.addWidget(self._foot)

    def show_brief(self, brief: "Brief | None", today: date) -> None:
        """Show a brief; None shows how to choose somebody."""
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(20, 22, 20, 8)
        layout.setSpacing(4)
        if brief is None:
            layout.addWidget(wrapped(tr("Choose somebody to see what you know of them."), "soft"))
            self._foot.setText("")
        else:
            self._person(layout, brief)
            self._last(layout, brief, today)
            self._known(layout, brief, today)
            self._reasons(layout, brief, today)
            self._list(layout, tr("Still to ask"), question_lines(brief))
            self._list(layout, tr("Not to bring up"), unsaid_lines(brief, today))
            self._sending(layout, brief, today)
            self._foot.setText(_foot(brief))
        layout.addStretch(1)
        self._scroll.setWidget(inner)

    def _person(self, layout: QVBoxLayout, brief: "Brief") -> None:
        contact, company = brief.card.contact, brief.card.company
        name = button(contact.name.replace("&", "&&"), "person")
        name.setToolTip(plain_tip(tr("Open the page of {0}", contact.name)))
        name.setFont(theme.font("name", bold=True))
        name.clicked.connect(self.opened.emit)
        layout.addWidget(name)
        about = ", ".join(part for part in (contact.job_title, company.name if company else "") if part)
        if about:
            layout.addWidget(wrapped(about, "soft"))
        reach = [entry.value for entry in contact.phones[:1]] or [entry.value for entry in contact.emails[:1]]
        if brief.local_time is not None:
            reach.append(tr("{0} there now", brief.local_time))
        if contact.best_hours:
            reach.append(tr("best {0}", contact.best_hours))
        if reach:
            layout.addWidget(wrapped(" · ".join(reach), "soft"))

    def _heading(self, layout: QVBoxLayout, text: str) -> None:
        layout.addSpacing(12)
        layout.addWidget(label(text))

    def _last(self, layout: QVBoxLayout, brief: "Brief", today: date) -> None:
        last = brief.last
        if last is None:
            self._heading(layout, tr("Last time"))
            layout.addWidget(wrapped(tr("You have not spoken yet."), "soft"))
            return
        when, how = day_words(last.on, today), channel_words(last.channel)
        self._heading(layout, tr("Last time · {0}, {1}", when, how))
        layout.addWidget(wrapped(last.note or tr("No note was made."), "" if last.note else "soft"))

    def _known(self, layout: QVBoxLayout, brief: "Brief", today: date) -> None:
        shown = [known for known in brief.known if known.kind is not InsightKind.CANNOT]
        if not shown:  # what cannot be is what is not to be brought up
            return
        self._heading(layout, tr("What we know"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        for row, known in enumerate(shown):
            grid.addWidget(plain(insight_words(known.kind), "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_insight(known, today), row, 1)
        layout.addLayout(grid)

    def _reasons(self, layout: QVBoxLayout, brief: "Brief", today: date) -> None:
        self._list(layout, tr("A reason to talk"), reason_lines(brief, today, news=False))
        if brief.easy_out:
            layout.addWidget(wrapped(tr("An easy way out for them: “{0}”", brief.easy_out), "soft"))

    def _list(self, layout: QVBoxLayout, heading: str, texts: Sequence[str]) -> None:
        """A heading over lines; nothing where there is none."""
        if texts:
            self._heading(layout, heading)
        for text in texts:
            layout.addWidget(wrapped(f"•  {text}"))

    def _sending(self, layout: QVBoxLayout, brief: "Brief", today: date) -> None:
        if brief.worth_sending is None:
            return
        self._heading(layout, tr("Worth sending"))
        row = QHBoxLayout()
        texts = QVBoxLayout()
        texts.setSpacing(1)
        item = brief.worth_sending.item
        name = wrapped(item.title)
        name.setFont(theme.font(bold=True))
        texts.addWidget(name)
        texts.addWidget(wrapped(f"{item.kind.replace('-', ' ')} · {brief.worth_sending.reason}", "soft"))
        colleague = brief.worth_sending.colleague
        if colleague is not None:
            when = inside_words(colleague.on, today)
            texts.addWidget(wrapped(tr("{0} there had it {1}", colleague.name, when), "soft"))
        row.addLayout(texts, 1)
        write = button(tr("Write"))
        write.clicked.connect(self.wrote.emit)
        row.addWidget(write, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(row)


def _insight(known: "Known", today: date) -> QWidget:
    """What is known, and how old it is."""
    newest = known.insights[0]
    return wrapped(tr("{0} · {1}", newest.text, ago(newest.on, today)))


def _foot(brief: "Brief") -> str:
    touches, talks = brief.touches, brief.conversations
    return " · ".join(
        (
            tr("Rated {0}", brief.card.plan.effective_rating),
            tr("1 touch") if touches == 1 else tr("{0} touches", touches),
            tr("1 conversation") if talks == 1 else tr("{0} conversations", talks),
        )
    )
