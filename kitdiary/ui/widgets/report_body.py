"""All that Reports shows, in fixed places: each part of a report comes into its own."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kitdiary.domain.figures import Cadence, ComingLoad, LeftBehind, Part, Slip, Slipping, Weeks
from kitdiary.domain.leak_figures import Leak, LeakKind, Leaks
from kitdiary.domain.opportunity_figures import Arrivals, Payback
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.report_words import (
    arrival_words,
    cadence_bars,
    introducer_words,
    leak_kind_words,
    leak_words,
    load_bars,
    overdue_words,
    payback_words,
    place_bars,
    reason_words,
    slip_words,
    week_bars,
)
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.charts import ColumnChart, RowChart
from kitdiary.ui.widgets.labels import button, label, wrapped
from kitdiary.ui.widgets.report_cards import ChartCard, FigureTile, ReportCard, side_by_side
from kitdiary.ui.widgets.report_people import CountLines, PeopleList, ReportPerson
from kitdiary.ui.widgets.target_lists import TargetListsCard

SLIPPING_PLACES, SHORT_PLACES = 5, 4
_CHARTS, _ROWS, _LISTS = 264, 350, 318
_WIDE, _NARROW = 61, 39


class ReportBody(QWidget):
    """Tiles, charts and lists. What is behind a figure is asked for by `wanted`."""

    wanted = Signal(object, object, str)
    """The people behind a bar: the part, the bar's key, and what they are in words."""
    people = Signal(object, str)
    """These people (ids), and what they are in words."""
    swept = Signal()
    """Go through those left behind."""
    spread = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._codes: tuple[str, ...] = ()
        self._makers: dict[Part, Callable[[Any], None]] = {
            Part.LEFT_BEHIND: self._left_behind,
            Part.CADENCE: self._cadence,
            Part.WEEKS: self._weeks,
            Part.OPPORTUNITIES: self._arrivals,
            Part.SLIPPING: self._slipping,
            Part.LOAD: self._load,
            Part.PAYBACK: self._payback,
            Part.LEAKS: self._leaks,
            Part.LISTS: self._lists,
        }
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(theme.GAP)
        self._tiles()
        self._charts()
        self._people()
        self._second_row()
        self.lists = TargetListsCard()
        self.lists.opened.connect(lambda one: self.people.emit(one.ids, one.key))
        self._column.addWidget(self.lists)
        self._column.addStretch(1)
        self._connect()

    def show_part(self, part: Part, found: Any) -> None:
        """Show a part that has come in."""
        self._codes = self.desk.diary.context.policy.codes
        self._makers[part](found)

    def charts(self) -> list[tuple[str, ChartCard]]:
        """Every chart with its heading."""
        return [(card.heading, card) for card in (self.weeks, self.places, self.load, self.cadence)]

    # -- making -------------------------------------------------------------------------------

    def _tiles(self) -> None:
        self.left = FigureTile(tr("left behind (no next touch)"), opens=True)
        self.on_cadence = FigureTile(tr("on cadence"))
        self.talks = FigureTile(tr("conversations"))
        self.times = FigureTile(tr("opportunities, against the first pass alone"))
        row = side_by_side(*((tile, 1) for tile in (self.left, self.on_cadence, self.talks, self.times)))
        self._column.addWidget(row)

    def _charts(self) -> None:
        legend = (tr("conversations"), tr("value-adds"))
        self.weeks = ChartCard(
            tr("Conversations and value-adds a week"),
            ColumnChart(tr("Conversations and value-adds a week"), legend),
            _CHARTS,
        )
        self.places = ChartCard(
            tr("When opportunities came"), RowChart(tr("When opportunities came"), 92), _CHARTS
        )
        self._column.addWidget(side_by_side((self.weeks, _WIDE), (self.places, _NARROW)))

    def _people(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(tr("Slipping away   longest silence against interval")), 1)
        self.all_slipping = _quiet_button()
        head.addWidget(self.all_slipping)
        self._column.addLayout(head)
        frame = ReportCard(tr("Slipping away"), titled=False)
        self.slipping = PeopleList(tr("Slipping away"), SLIPPING_PLACES)
        frame.body.addWidget(self.slipping)
        self._column.addWidget(frame)

    def _second_row(self) -> None:
        chart = RowChart(tr("The coming weeks against capacity"), 62, (tr("talks"), tr("value-adds")))
        self.load = ChartCard(tr("The coming weeks against capacity"), chart, _ROWS)
        self.spread_it = button(tr("Spread"), "", tr("Spread what is overdue over the coming days"))
        self.spread_it.setAccessibleName(tr("Spread what is overdue over the coming days"))
        self.spread_it.setEnabled(False)
        self.load.head.addWidget(self.spread_it)
        self.cadence = ChartCard(tr("On cadence by rating"), RowChart(tr("On cadence by rating"), 26), _ROWS)
        self._column.addWidget(side_by_side((self.load, _WIDE), (self.cadence, _NARROW)))
        self.leaks = ReportCard(tr("Leaks"))
        self.leak_counts = CountLines(tr("Leaks by kind"))
        self.leak_counts.setFixedHeight(4 * 22)
        self.second_look = PeopleList(tr("Worth a second look"), SHORT_PLACES, narrow=True, divided=False)
        self.all_second = _quiet_button()
        self.leaks.head.addWidget(self.all_second)
        self.leaks.body.addWidget(self.leak_counts)
        self.leaks.body.addWidget(label(tr("Worth a second look")))
        self.leaks.body.addWidget(self.second_look)
        self.payback = ReportCard(tr("Payback through referrals"))
        self.payback_words = wrapped("…", "soft")
        self.payback_words.setFixedHeight(4 * 22)
        self.payback_words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.introducers = PeopleList(tr("Who introduced them"), SHORT_PLACES, narrow=True, divided=False)
        self.payback.body.addWidget(self.payback_words)
        self.payback.body.addWidget(label(tr("Who introduced them")))
        self.payback.body.addWidget(self.introducers)
        for card in (self.leaks, self.payback):
            card.setFixedHeight(_LISTS)
        self._column.addWidget(side_by_side((self.leaks, 1), (self.payback, 1)))

    def _connect(self) -> None:
        self.left.opened.connect(self.swept)
        self.spread_it.clicked.connect(self.spread)
        for part, card in (
            (Part.WEEKS, self.weeks),
            (Part.OPPORTUNITIES, self.places),
            (Part.LOAD, self.load),
            (Part.CADENCE, self.cadence),
        ):
            card.chart.opened.connect(lambda key, part=part, card=card: self._open(part, key, card))
        self.all_slipping.clicked.connect(lambda: self.people.emit(self._slipping_ids, tr("Slipping away")))
        self.all_second.clicked.connect(lambda: self.people.emit(self._second_ids, tr("Worth a second look")))
        self._slipping_ids: tuple[int, ...] = ()
        self._second_ids: tuple[int, ...] = ()

    def _open(self, part: Part, key: object, card: ChartCard) -> None:
        words = next((bar.words for bar in card.chart.bars() if bar.key == key), card.heading)
        self.wanted.emit(part, key, words)

    # -- the parts ----------------------------------------------------------------------------

    def _left_behind(self, found: LeftBehind) -> None:
        words = tr("left behind (no next touch)") if not found.count else tr("left behind · go through them")
        self.left.show_figure(f"{found.count:,}", words, warns=found.count > 0)

    def _cadence(self, found: Cadence) -> None:
        shares = ", ".join(f"{one.key} {one.percent}" for one in found.ratings if one.percent is not None)
        percent = found.overall.percent
        figure = "–" if percent is None else tr("{0} %", percent)
        self.on_cadence.show_figure(figure, tr("on cadence ({0})", shares) if shares else tr("on cadence"))
        self.cadence.chart.show_bars(cadence_bars(found))
        overall = found.overall
        said = tr("{0} of {1} people are on cadence today.", f"{overall.good:,}", f"{overall.of:,}")
        self.cadence.say(said if overall.of else tr("Nobody has a cadence yet."))

    def _weeks(self, found: Weeks) -> None:
        self.talks.show_figure(
            f"{found.conversations:,}", tr("conversations, {0} a week", found.a_week(found.conversations))
        )
        bars = week_bars(found)
        self.weeks.chart.show_bars(bars)
        said = tr(
            "{0} conversations and {1} value-adds.", f"{found.conversations:,}", f"{found.value_adds:,}"
        )
        together = tr(" A column is four weeks.") if len(bars) < len(found.weeks) else ""
        self.weeks.say(said + together)

    def _arrivals(self, found: Arrivals) -> None:
        times = found.multiplier
        self.times.show_figure(
            "–" if times is None else f"{times}×",
            tr("opportunities, against the first pass alone: {0}\u00a0÷\u00a0{1}", found.total, found.first),
        )
        self.places.chart.show_bars(place_bars(found))
        self.places.say(arrival_words(found))

    def _slipping(self, found: Slipping) -> None:
        self._slipping_ids = found.ids
        more = found.count > SLIPPING_PLACES
        self.all_slipping.setText(tr("All {0}", f"{found.count:,}") if more else "")
        self.all_slipping.setVisible(more)
        self.slipping.show_people(
            [self._slip(one) for one in found.shown],
            tr("Nobody is slipping away."),
            self.desk.open_contact,
            (
                (tr("Call"), lambda contact_id: self.desk.go("call", contact_id)),
                (tr("Log"), lambda contact_id: self.desk.log((contact_id,))),
            ),
        )

    def _slip(self, slip: Slip) -> ReportPerson:
        return ReportPerson(
            slip.contact_id,
            slip.rating,
            self._rank(slip.rating),
            slip.name,
            slip.company or "",
            slip_words(slip),
        )

    def _rank(self, code: str) -> int:
        return self._codes.index(code) if code in self._codes else len(self._codes) - 1

    def _load(self, found: ComingLoad) -> None:
        self.load.chart.show_bars(load_bars(found))
        self.load.say(overdue_words(found))
        self.spread_it.setEnabled(bool(found.overdue.talks or found.overdue.value_adds))

    def _leaks(self, found: Leaks) -> None:
        counts: list[tuple[str, Callable[[], None] | None]] = []
        for kind in LeakKind:
            ids = tuple(leak.contact_id for leak in found.leaks if leak.kind is kind)
            reasons = [(reason_words(kind, reason), count) for reason, count in found.reasons(kind)]
            why = ", ".join(f"{reason} {count}" for reason, count in reasons if reason)
            words = f"{leak_kind_words(kind)}: {len(ids):,}" + (f"  ({why})" if why else "")
            counts.append((words, self._opener(ids, leak_kind_words(kind)) if ids else None))
        self.leak_counts.show_counts(counts)
        self._second_ids = tuple(leak.contact_id for leak in found.second_look)
        more = len(self._second_ids) > SHORT_PLACES
        self.all_second.setText(tr("All {0} worth a second look", len(self._second_ids)) if more else "")
        self.all_second.setVisible(more)
        people = [self._leaked(leak) for leak in found.second_look[:SHORT_PLACES]]
        self.second_look.show_people(people, tr("Nobody."), self.desk.open_contact)

    def _leaked(self, leak: Leak) -> ReportPerson:
        rank = self._rank(leak.rating_before)
        return ReportPerson(
            leak.contact_id, leak.rating_before, rank, leak.name, leak.company or "", leak_words(leak)
        )

    def _opener(self, ids: tuple[int, ...], words: str) -> Callable[[], None]:
        return lambda: self.people.emit(ids, words)

    def _payback(self, found: Payback) -> None:
        self.payback_words.setText(payback_words(found))
        people = [
            ReportPerson(one.contact_id, "", 0, one.name, one.company or "", introducer_words(one))
            for one in found.introducers[:SHORT_PLACES]
        ]
        self.introducers.show_people(people, tr("Nobody in this period."), self.desk.open_contact)

    def _lists(self, found: Any) -> None:
        self.lists.show_lists(found)


def _quiet_button() -> QPushButton:
    """A link that keeps its place while there is nothing behind it."""
    made = button("", "link")
    kept = made.sizePolicy()
    kept.setRetainSizeWhenHidden(True)
    made.setSizePolicy(kept)
    made.hide()
    return made
