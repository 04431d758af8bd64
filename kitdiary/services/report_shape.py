"""A report as plain values for JSON: every metric under its name, and what is a list under the part's."""

from typing import Any

from kitdiary.domain.figures import Scope
from kitdiary.domain.leak_figures import Leak, LeakKind
from kitdiary.domain.list_figures import ListKind
from kitdiary.domain.metrics import Figures, metrics
from kitdiary.domain.opportunity_figures import Group

Shape = dict[str, Any]


def report_shape(figures: Figures) -> Shape:
    """The report: the metrics of ``summary.csv``, then the lists behind them with ``contact_id``."""
    return {
        "from": figures.period.start,
        "to": figures.period.end,
        "filters": scope_shape(figures.scope),
        **dict(metrics(figures)),
        "left_behind_contact_ids": list(figures.left_behind.ids),
        "on_cadence_by_rating": [
            {"rating": share.key, "on_cadence": share.good, "of": share.of, "percent": share.percent}
            for share in figures.cadence.ratings
        ],
        "weeks": [
            {
                "from": week.period.start,
                "to": week.period.end,
                "conversations": week.conversations,
                "value_adds": week.value_adds,
            }
            for week in figures.weeks.weeks
        ],
        "load": [
            {
                "from": week.period.start,
                "to": week.period.end,
                "talks": week.talks,
                "talk_capacity": week.talk_capacity,
                "value_adds": week.value_adds,
                "value_add_capacity": week.value_add_capacity,
                "over_capacity": week.over,
            }
            for week in figures.load.weeks
        ],
        "slipping": [
            {
                "contact_id": slip.contact_id,
                "name": slip.name,
                "company": slip.company,
                "rating": slip.rating,
                "silent_days": slip.silent_days,
                "every_days": slip.every_days,
            }
            for slip in figures.slipping.shown
        ],
        "slipping_contact_ids": list(figures.slipping.ids),
        **_opportunities(figures),
        **_leaks(figures),
        "target_lists": {
            kind.value: [
                {
                    kind.value: one.key,
                    "people": one.people,
                    "reached": one.reached,
                    "on_cadence": one.on_cadence,
                    "on_cadence_of": one.cadence_of,
                    "left_behind": one.left_behind,
                    "conversations": one.conversations,
                    "opportunities": one.opportunities,
                }
                for one in figures.lists
                if one.kind is kind
            ]
            for kind in ListKind
        },
    }


def scope_shape(scope: Scope) -> Shape:
    """The filters in force."""
    return {
        "ratings": list(scope.ratings),
        "tags": list(scope.tags),
        "sources": list(scope.sources),
        "territory": scope.territory or None,
    }


def _opportunities(figures: Figures) -> Shape:
    arrivals = figures.arrivals
    return {
        "multiplier": {
            "value": arrivals.multiplier,
            "numerator": arrivals.total,
            "denominator": arrivals.first,
        },
        "opportunities_came": [
            {
                "opportunity_id": one.opportunity_id,
                "contact_id": one.contact_id,
                "title": one.title,
                "opened_on": one.opened_on,
                "touches_before": one.touches_before,
                "place": one.place.value,
                "stage": one.stage.value,
            }
            for one in arrivals.came
        ],
        "opportunities_by_source": [_group("source", group) for group in arrivals.by_source()],
        "opportunities_by_tag": [_group("tag", group) for group in arrivals.by_tag()],
        "opportunities_by_territory": [_group("territory", group) for group in arrivals.by_territory()],
        "introducers": [
            {
                "contact_id": person.contact_id,
                "name": person.name,
                "company": person.company,
                "opportunities": len(person.opportunity_ids),
                "won": person.won,
                "won_value": {currency: str(value) for currency, value in person.values},
                "once_no_fit": person.written_off.no_fit,
                "once_closed": person.written_off.closed,
            }
            for person in figures.payback.introducers
        ],
    }


def _group(name: str, group: Group) -> Shape:
    return {
        name: group.key or None,
        "opportunities": group.total,
        "first_meeting": group.first,
        "after_first_meeting": group.later,
        "won": group.won,
    }


def _leaks(figures: Figures) -> Shape:
    leaks = figures.leaks
    return {
        "leaks": [_leak(leak) for leak in leaks.leaks],
        "leaks_by_reason": {kind.value: dict(leaks.reasons(kind)) for kind in LeakKind},
        "second_look": [_leak(leak) for leak in leaks.second_look],
    }


def _leak(leak: Leak) -> Shape:
    return {
        "contact_id": leak.contact_id,
        "name": leak.name,
        "company": leak.company,
        "kind": leak.kind.value,
        "reason": leak.reason,
        "rating_before": leak.rating_before,
        "fit": leak.fit.value,
    }
