"""The companies that the rows of an import name, as they are after the rows so far."""

from collections.abc import Iterable

from kitdiary.domain.names import name_key
from kitdiary.domain.people import Company
from kitdiary.services.exchange.decisions import CompanyStep, Lookup
from kitdiary.services.exchange.memory import let_go
from kitdiary.services.exchange.people_seen import company_changes, with_changes
from kitdiary.services.exchange.records import ImportRecord


class CompaniesFound:
    """Companies by key; id 0 for one this import makes."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._firms: dict[str, Company] = {}
        self._plain_steps: dict[str, CompanyStep] = {}
        """By key, those that change nothing: thousands of rows share one."""

    def forget(self) -> None:
        """Let all of them go."""
        let_go(self._firms, self._plain_steps)

    def ask(self, records: Iterable[ImportRecord]) -> None:
        """Ask the diary about the companies of these rows."""
        firms = {name_key(record.company) for record in records} - {""} - self._firms.keys()
        if firms:
            self._firms.update(self._lookup.companies(firms))

    def has(self, key: str) -> bool:
        """Whether a company is there, or made by a row before."""
        return key in self._firms

    def step(self, record: ImportRecord) -> CompanyStep:
        """What a row says of its company."""
        key = name_key(record.company)
        firm = self._firms.get(key)
        changes = company_changes(firm or _new(record), record)
        if firm is None:
            return CompanyStep(key, record.company, None, changes)
        if changes:
            return CompanyStep(key, firm.name, firm.id or None, changes)
        step = self._plain_steps.get(key)
        if step is None:
            step = self._plain_steps[key] = CompanyStep(key, firm.name, firm.id or None)
        return step

    def take(self, step: CompanyStep, record: ImportRecord) -> None:
        """The step is carried out."""
        self._firms[step.key] = with_changes(self._firms.get(step.key) or _new(record), step.changes)


def _new(record: ImportRecord) -> Company:
    return Company(0, record.company)
