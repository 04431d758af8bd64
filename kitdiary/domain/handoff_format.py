"""The hand-off: the files a rep gives to a manager (PRODUCT §5), and what stands in them.

The manifest says what belongs to it, so that whoever reads many of them can tell what is missing, stale
or altered. Its version rises when a column changes its meaning or goes; a further column does not.
"""

from dataclasses import dataclass
from datetime import datetime

from kitdiary.domain.periods import Period

FORMAT, VERSION = "kitdiary-handoff", 1
MANIFEST, SUMMARY_PDF = "manifest.json", "summary.pdf"
CONTACTS, COMPANIES, TOUCHES = "contacts.csv", "companies.csv", "touches.csv"
OPPORTUNITIES, SUMMARY, INSIGHTS = "opportunities.csv", "summary.csv", "insights.csv"
FILES = (CONTACTS, COMPANIES, TOUCHES, OPPORTUNITIES, SUMMARY, INSIGHTS, SUMMARY_PDF)
"""Every file there can be beside the manifest."""

CONTACT_COLUMNS = (
    "contact_id", "name", "company", "job_title", "role", "rating", "company_rating", "effective_rating",
    "fit", "timing_kind", "timing_date", "last_conversation_on", "last_value_add_on", "touches_in_period",
    "conversations_in_period", "next_talk_on", "next_value_add_on", "days_late", "left_behind", "consent",
    "source", "tags", "rep",
)  # fmt: skip
COMPANY_COLUMNS = (
    "company_id", "name", "rating", "contacts", "conversations_in_period", "last_conversation_on",
    "next_step_on", "rep",
)  # fmt: skip
TOUCH_COLUMNS = (
    "touch_id", "contact_id", "name", "company", "at", "channel", "direction", "outcome", "purpose",
    "content", "rep",
)  # fmt: skip
NOTE_COLUMN = "note"
OPPORTUNITY_COLUMNS = (
    "opportunity_id", "contact_id", "company", "title", "value", "currency", "stage", "opened_on",
    "closed_on", "touches_before", "introduced_by", "rep",
)  # fmt: skip
SUMMARY_COLUMNS = ("metric", "value")
INSIGHT_COLUMNS = ("insight_id", "contact_id", "touch_id", "name", "company", "on", "kind", "text", "rep")

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file as the manifest names it. ``rows`` are those below the heading; None for the PDF."""

    name: str
    rows: int | None
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a hand-off says of itself."""

    rep: str
    period: Period
    made_at: datetime
    files: tuple[FileEntry, ...]
    withheld: tuple[str, ...]
    ratings: tuple[str, ...]
    """The rep's scale, best first."""
    filters: dict[str, object]
    diary: str = ""
    """What tells the rep's diary from every other."""

    def shape(self) -> dict[str, object]:
        """The manifest as it is written."""
        return {
            "format": FORMAT,
            "version": VERSION,
            "rep": self.rep,
            "diary": self.diary,
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "made_at": self.made_at.isoformat(),
            "ratings": list(self.ratings),
            "filters": self.filters,
            "withheld": list(self.withheld),
            "files": [
                {"name": one.name, "rows": one.rows, "sha256": one.sha256, "bytes": one.size}
                for one in self.files
            ],
        }
