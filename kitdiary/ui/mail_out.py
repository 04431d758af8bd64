"""An email leaves for the mail program: as an address where it is short, else as a file with a draft.

Opening is not sending: whoever hands over asks "Sent?" before anything is logged.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kitdiary.ui import outside, outside_files
from kitdiary.ui.text import tr

if TYPE_CHECKING:
    from kitdiary.services.writing import Mail
    from kitdiary.ui.desk import Desk

_ENDING = ".eml"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Whether a program was found, as far as the system tells, and what to say to the rep."""

    opened: bool
    said: str


def hand_over(desk: "Desk", mail: "Mail", item_id: int | None, then: Callable[[HandedOver], None]) -> None:
    """Open a draft in the mail program; ``item_id`` is the item whose file goes with it, None for none.

    ``then`` is told at once for a short text, else when the draft is written.
    """
    short = None
    if item_id is None and not mail.blind and len(mail.to) == 1:
        short = outside.mail_address(mail.to[0][1], mail.subject, mail.text)
    if short is not None:
        then(_told(opened=outside.open_address(short), with_file=""))
        return
    writing, copies = desk.diary.writing, desk.copies

    def write() -> tuple[Path, str]:
        from kitdiary.services.exchange.email_draft import draft

        enclosure = None if item_id is None else writing.enclosure(item_id)
        made = draft(replace(mail, enclosure=enclosure))
        name = outside_files.safe_name(mail.subject)[:60].strip(" .") or "draft"
        return copies.put_new(f"{name}{_ENDING}", made), "" if enclosure is None else enclosure.name

    def written(made: tuple[Path, str]) -> None:
        then(_told(opened=outside_files.open_file(made[0]), with_file=made[1]))

    desk.look(lambda _task: write(), written, lambda sentence: then(HandedOver(False, sentence)))


def _told(*, opened: bool, with_file: str) -> HandedOver:
    if not opened:
        return HandedOver(
            False, tr("No mail program took it: copy address, subject and text. Once it is sent, log it.")
        )
    if with_file:
        return HandedOver(True, tr("Opened as a draft with “{0}”. Was it sent? Then log it.", with_file))
    return HandedOver(True, tr("Was it sent? Then log it. If no mail program opened, copy the text."))
