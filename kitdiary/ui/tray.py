"""The icon in the system's tray: how much is due today, a menu of what is most wanted, and balloons."""

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QSystemTrayIcon

from kitdiary.services.reminders.notifier import Action, Message, NotifierFailed
from kitdiary.ui.desk import Desk
from kitdiary.ui.icons import counted_icon
from kitdiary.ui.text import tr
from kitdiary.ui.tray_menu import TrayDay, TrayMenu, read_day

_SETTLE_MS = 400
"""So long after a change the menu is read anew: a bulk change is many."""
_MINUTE_MS = 60_000
_BALLOON_MS = 10_000
_ANSWER_SECONDS = 2.0

Act = Callable[[Action, Message], None]


class Tray(QObject):
    """The tray icon of a window. It shows itself where there is a tray, as soon as there is one.

    ``act`` does what a click on a balloon asks for. The menu's own wishes go to the desk and to ``forward``
    and ``quit_``.
    """

    def __init__(self, desk: Desk, forward: Callable[[], None], quit_: Callable[[], None], act: Act) -> None:
        super().__init__(desk)
        self._desk = desk
        self._forward = forward
        self._act = act
        self._icon: QSystemTrayIcon | None = None
        self._balloon: Message | None = None
        self.day = TrayDay()
        self.menu = TrayMenu(desk, forward, quit_)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._read)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._minute.timeout.connect(self._tick)
        desk.changed.connect(lambda _change: self.refresh())

    @staticmethod
    def available() -> bool:
        """Whether there is a tray now. `QSystemTrayIcon.isVisible` is true also without one."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def appear(self) -> bool:
        """Show the icon where there is a tray; whether there is one now."""
        if not self.available():
            return False
        if self._icon is None:
            self._icon = QSystemTrayIcon(self)
            self._icon.setContextMenu(self.menu)
            self._icon.activated.connect(self._activated)
            self._icon.messageClicked.connect(self._clicked)
            self._minute.start()
            self._show_day()
            self._read()
        self._icon.show()
        return True

    def refresh(self) -> None:
        """Read the day anew, soon."""
        if self._icon is not None and not self._settle.isActive():
            self._settle.start()

    def tell_where(self) -> None:
        """Say that the program goes on here, for whoever has closed the window."""
        if self._icon is not None:
            self._balloon = None
            self._icon.showMessage(
                "KitDiary",
                tr("KitDiary goes on here and reminds you. Quit it from this icon’s menu."),
                self._icon.icon(),
                _BALLOON_MS,
            )

    def balloon(self, message: Message) -> None:
        """Show a message beside the icon; NotifierFailed where that cannot be. In the window's thread."""
        self.check()
        icon = self._icon
        if icon is None:
            raise NotifierFailed("there is no tray")
        self._balloon = message
        icon.showMessage(message.title, message.body, icon.icon(), _BALLOON_MS)

    def check(self) -> None:
        """Raise NotifierFailed where no balloon can be shown. In the window's thread."""
        if not self.appear():
            raise NotifierFailed("there is no tray")
        if not QSystemTrayIcon.supportsMessages():
            raise NotifierFailed("the tray shows no messages")

    def close(self) -> None:
        """Take the icon away."""
        self._minute.stop()
        self._settle.stop()
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
        self.menu.deleteLater()

    # -- what it shows ------------------------------------------------------------------------

    def _tick(self) -> None:
        if self.day.day != self._desk.diary.context.today() or self.day.paused_until is not None:
            self._read()

    def _read(self) -> None:
        diary = self._desk.diary
        self._desk.look(lambda _task: read_day(diary), self._got)

    def _got(self, day: TrayDay) -> None:
        if day != self.day:
            self.day = day
            self.menu.fill(day)
            self._show_day()

    def _show_day(self) -> None:
        if self._icon is not None:
            self._icon.setIcon(counted_icon(self.day.due))
            self._icon.setToolTip(tr("KitDiary: {0} due today", self.day.due))

    # -- what is done with it -----------------------------------------------------------------

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        kinds = QSystemTrayIcon.ActivationReason
        if reason in (kinds.Trigger, kinds.DoubleClick):
            self._forward()

    def _clicked(self) -> None:
        if self._balloon is None:
            self._forward()
        else:
            self._act(Action.OPEN, self._balloon)


class TrayNotifier:
    """A link of the chain: a balloon beside the tray icon. Called in any thread but the window's."""

    name = "tray"

    def __init__(self, desk: Desk, tray: Tray) -> None:
        self._desk = desk
        self._tray = tray

    def show(self, message: Message) -> None:
        """Show it, or raise NotifierFailed: no tray, one without messages, or a window that hangs."""
        self._in_window(lambda: self._tray.balloon(message))

    def ready(self) -> None:
        """Raise NotifierFailed where `show` would."""
        self._in_window(self._tray.check)

    def _in_window(self, call: Callable[[], None]) -> None:
        done = threading.Event()
        why: list[str] = []

        def run() -> None:
            try:
                call()
            except NotifierFailed as failed:
                why.append(str(failed))
            finally:
                done.set()

        if not self._desk.bridge.post(run) or not done.wait(_ANSWER_SECONDS):
            raise NotifierFailed("the window does not answer")
        with suppress(IndexError):
            raise NotifierFailed(why[0])
