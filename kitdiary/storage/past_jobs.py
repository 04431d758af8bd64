"""Where people worked before: what they did at which company, until when, and who followed them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kitdiary.storage.database import Store
from kitdiary.storage.rows import change_row, missing

_SELECT = """
SELECT j.id, j.contact_id, c.name, j.company_id, k.name, j.job_title, j.left_on, j.successor_id, s.name
FROM past_jobs j JOIN contacts c ON c.id = j.contact_id LEFT JOIN companies k ON k.id = j.company_id
LEFT JOIN contacts s ON s.id = j.successor_id
"""


@dataclass(frozen=True, slots=True)
class PastJob:
    """A job somebody has left, on a local date. ``successor_id`` is who followed them, None while unknown.

    The names go with the ids, for whoever shows them.
    """

    id: int
    contact_id: int
    name: str
    company_id: int | None
    company: str | None
    job_title: str
    left_on: date
    successor_id: int | None
    successor: str | None


class PastJobs:
    """The former jobs of a diary, those left last first. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self, contact_id: int, company_id: int, job_title: str, left_on: date, successor_id: int | None = None
    ) -> int:
        """Write down that somebody left a company; the id."""
        return self._store.insert(
            "past_jobs",
            contact_id=contact_id,
            company_id=company_id,
            job_title=job_title,
            left_on=left_on.isoformat(),
            successor_id=successor_id,
        )

    def one(self, job_id: int) -> PastJob:
        """A former job; DiaryError for an unknown id."""
        found = self._read("j.id", job_id)
        if not found:
            raise missing("former job", job_id)
        return found[0]

    def of_contact(self, contact_id: int) -> list[PastJob]:
        """Where a contact worked before."""
        return self._read("j.contact_id", contact_id)

    def of_company(self, company_id: int) -> list[PastJob]:
        """Who worked at a company."""
        return self._read("j.company_id", company_id)

    def followed_by(self, contact_id: int) -> list[PastJob]:
        """The jobs a contact took over from somebody."""
        return self._read("j.successor_id", contact_id)

    def set_successor(self, job_id: int, successor_id: int) -> bool:
        """Say who followed; whether that is news."""
        return change_row(self._store, "past_jobs", job_id, {"successor_id": successor_id}, "former job")

    def remove(self, job_id: int) -> None:
        """Forget a former job."""
        self._store.delete("past_jobs", job_id)

    def _read(self, column: str, value: int) -> list[PastJob]:
        rows = self._store.rows(f"{_SELECT} WHERE {column} = ? ORDER BY j.left_on DESC, j.id DESC", (value,))
        return [_past_job(row) for row in rows]


def _past_job(row: tuple[Any, ...]) -> PastJob:
    job_id, contact_id, name, company_id, company, title, left_on, successor_id, successor = row
    return PastJob(
        job_id,
        contact_id,
        name,
        company_id,
        company,
        title,
        date.fromisoformat(left_on),
        successor_id,
        successor,
    )
