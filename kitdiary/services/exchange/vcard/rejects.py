"""Cards that could not be read, in a file that can be corrected and imported again."""

from kitdiary.services.exchange.records import Reject

LINE, REASON = "X-KITDIARY-LINE", "X-KITDIARY-REASON"
"""Both stand first in the card; an import takes no notice of them."""


def reject_text(reject: Reject) -> str:
    """A whole card: line and reason, then the original lines as they were."""
    lines = [line for cell in reject.cells for line in cell.split("\n")]
    told = [line for line in lines if not line.startswith((f"{LINE}:", f"{REASON}:"))]
    if told and told[-1][:3].upper() == "END":
        told.pop()  # what is left of an END that was cut off
    card = ["BEGIN:VCARD", f"{LINE}:{reject.line}", f"{REASON}:{reject.reason}", *told, "END:VCARD", ""]
    return "\r\n".join(card)
