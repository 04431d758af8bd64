"""Target lists: what came of a show, a territory, a campaign."""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum


class ListKind(StrEnum):
    """What makes a list: a tag, a source, or a territory."""

    TAG = "tag"
    SOURCE = "source"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is counted of the members of lists."""

    reached: AbstractSet[int]
    """Who has been talked to, ever."""
    clocked: AbstractSet[int]
    """Active contacts with a clock: those who can be on cadence."""
    late: AbstractSet[int]
    """Those of them who are not."""
    left_behind: AbstractSet[int]
    conversations: Mapping[int, Collection[int]]
    """The touches of the period that were conversations, by contact."""
    opportunities: Mapping[int, int]
    """How many opportunities were opened in the period, by contact."""


@dataclass(frozen=True, slots=True)
class TargetList:
    """One list: its people, and what came of them. Closed and paused people are members too."""

    kind: ListKind
    key: str
    people: int
    reached: int
    on_cadence: int
    cadence_of: int
    left_behind: int
    conversations: int
    """Of the period; a conversation with two members is one."""
    opportunities: int
    ids: tuple[int, ...] = field(repr=False, default=())


def target_list(kind: ListKind, key: str, members: Iterable[int], facts: ListFacts) -> TargetList:
    """The figures of one list."""
    people = set(members)
    clocked = people & facts.clocked
    talks = facts.conversations
    return TargetList(
        kind,
        key,
        len(people),
        len(people & facts.reached),
        len(clocked - facts.late),
        len(clocked),
        len(people & facts.left_behind),
        len({touch for contact_id in people if contact_id in talks for touch in talks[contact_id]}),
        sum(facts.opportunities[contact_id] for contact_id in people & facts.opportunities.keys()),
        tuple(sorted(people)),
    )
