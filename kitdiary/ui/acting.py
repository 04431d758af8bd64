"""What the rep chose on a notification, done: the right person opens, or the step is snoozed at once."""

from collections.abc import Callable

from kitdiary.services.reminders.notifier import Action, Message
from kitdiary.ui.desk import Desk


class Acting:
    """Does it for one window, also while that is hidden. ``forward`` brings it up."""

    def __init__(self, desk: Desk, forward: Callable[[], None]) -> None:
        self._desk = desk
        self._forward = forward

    def acted(self, action: Action, message: Message) -> None:
        """Told by a notifier, in a thread of its own."""
        self._desk.bridge.post(lambda: self.do(action, message))

    def do(self, action: Action, message: Message) -> None:
        """Snooze without a window; else show the person it is about, Today where it is about several."""
        desk = self._desk
        if action.is_snooze:
            desk.write(lambda: desk.diary.reminders.act(action, message))
            return
        self._forward()
        people = {step.contact_id for step in message.steps}
        if len(people) != 1:
            desk.go("today")
        elif action is Action.LOG:
            desk.log(tuple(people))
        else:
            desk.open_contact(people.pop())
