"""The one error a user can cause: a sentence saying what, where and what to do."""


class DiaryError(Exception):
    """Something could not be done. ``str(error)`` is one sentence fit for a user's eyes.

    Raised by every layer; the command line prints it and exits 1, the window shows it in a bar.
    """


class InvalidInput(DiaryError):
    """What the user gave cannot be (a date that does not exist, a rating not on the scale …).

    The command line exits 2 for it. Nothing has been written when it is raised.
    """
