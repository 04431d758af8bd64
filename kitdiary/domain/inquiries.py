"""What came in by itself: a form, a download, a sign-up, a mail. Who it is from, and what they ask."""

from dataclasses import dataclass
from datetime import datetime

from kitdiary.domain.touches import Channel


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One inquiry. ``at`` carries its offset; None is now. ``what`` is the form, file or subject."""

    name: str = ""
    email: str = ""
    phone: str = ""
    company: str = ""
    what: str = ""
    message: str = ""
    at: datetime | None = None
    channel: Channel = Channel.WEB

    @property
    def note(self) -> str:
        """What the touch says: what it was about, and their words."""
        return "\n".join(part for part in (self.what, self.message) if part)

    @property
    def who(self) -> str:
        """The name a new contact gets: theirs, else the address or the number."""
        return self.name or self.email or self.phone
