"""What an import is going to write, gathered while the file is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kitdiary.domain.people import Company
from kitdiary.services.exchange.decisions import CompanyStep, Decision, Kind, Totals
from kitdiary.services.exchange.memory import let_go
from kitdiary.services.exchange.records import ImportRecord, Reject

_SIMILAR_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Similar:
    """Somebody an import adds who is like somebody: the line, the name, and like whom."""

    line: int
    name: str
    why: str


@dataclass(slots=True)
class Batch:
    """The rows to add and to fill, the companies they need, and the count of all."""

    seeds: bool = True
    """Whether a date of the last contact becomes a touch."""
    totals: Totals = field(default_factory=Totals)
    adds: list[tuple[ImportRecord, CompanyStep | None]] = field(default_factory=list)
    fills: list[Decision] = field(default_factory=list)
    firms: dict[str, Company] = field(default_factory=dict)
    """New companies by key, as all rows together describe them."""
    firm_changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    """What companies of the diary get, by id."""
    apart: list[tuple[int, int]] = field(default_factory=list)
    """Lines of people to add with a contact each that the rep said is somebody else."""
    rejects: list[Reject] = field(default_factory=list)
    similar: list[Similar] = field(default_factory=list)
    """The first thousand who are added though they are like somebody."""
    similar_count: int = 0

    def take(self, decision: Decision) -> None:
        """Count one decision and remember what it wants written."""
        self.totals.count(decision)
        if decision.similar and decision.record is not None:
            self.similar_count += 1
            if len(self.similar) < _SIMILAR_KEPT:
                self.similar.append(Similar(decision.line, decision.record.name, decision.why))
        if decision.kind not in (Kind.ADD, Kind.FILL):
            return
        if decision.company is not None:
            self._take_company(decision.company)
        record = decision.record
        if decision.kind is Kind.ADD and record is not None and not record.only_company:
            self.adds.append((record, decision.company))
            if decision.contact_id is not None:
                self.apart.append((decision.line, decision.contact_id))
        elif decision.fill is not None or decision.link_company:
            self.fills.append(decision)

    def forget(self) -> None:
        """Let all rows go."""
        let_go(self.adds, self.fills, self.firms)

    def _take_company(self, step: CompanyStep) -> None:
        changes: Mapping[str, Any] = step.changes
        if step.company_id is None:
            known = self.firms.get(step.key) or Company(0, step.name)
            self.firms[step.key] = replace(known, **changes)
        elif changes:
            self.firm_changes.setdefault(step.company_id, {}).update(changes)
