"""Filling the fields of a template in, by Jinja2 in a sandbox, and less than that.

A template is text with fields, ``{% if %}`` and five filters. What has to be walked, called, included or
reached into is refused when the text is read, before anything of it runs: so it ends at once, touches no
file, and holds no more than it is given.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.templates import FIELDS, LONGEST

MOST_WRITTEN = 100_000
"""Characters of a text that is filled in."""
_DEEPEST = 40
_FILTERS = frozenset({"upper", "lower", "capitalize", "trim", "default"})
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.If,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Const,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
)
_REFUSED: Mapping[type[nodes.Node], str] = {
    nodes.For: "a loop",
    nodes.Call: "a call",
    nodes.Macro: "a macro",
    nodes.Include: "another file",
    nodes.Import: "another file",
    nodes.FromImport: "another file",
    nodes.Extends: "another file",
    nodes.Getitem: "a look inside",
    nodes.Test: "a test",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its fields filled in; ``missing`` are the fields nothing is known for, as they stand."""

    text: str
    missing: tuple[str, ...] = ()


def marker(field: str) -> str:
    """What stands in a text in the place of a field nothing is known for."""
    return f"[{field.replace('.', ' ').replace('_', ' ')}?]"


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(autoescape=False, trim_blocks=False, keep_trailing_newline=True)
    made.globals.clear()
    for name in set(made.filters) - _FILTERS:
        del made.filters[name]
    made.tests.clear()
    return made


def check(text: str, what: str = "template") -> None:
    """Refuse a template that is more than text with fields. InvalidInput says what and where."""
    _compiled(text, what)


def fill(text: str, values: Mapping[str, str], what: str = "template") -> Filled:
    """Fill the fields in. One without a value is shown in brackets and told: never a blank unnoticed.

    InvalidInput for a template that cannot be, or one that makes more than `MOST_WRITTEN` characters.
    """
    made = _compiled(text, what)
    missing: dict[str, None] = {}

    class Missing(Undefined):
        """A field nothing is known for."""

        __slots__ = ()

        def __str__(self) -> str:
            name = str(self._undefined_name)
            missing[name] = None
            return marker(name)

    def value(field: str) -> Any:
        return values.get(field) or Missing(name=field)

    given: dict[str, Any] = {name: value(name) for name in FIELDS if "." not in name}
    given["item"] = {name.partition(".")[2]: value(name) for name in FIELDS if name.startswith("item.")}
    parts, length = [], 0
    try:
        for part in made.generate(given):
            length += len(part)
            if length > MOST_WRITTEN:
                raise InvalidInput(
                    f"The {what} makes a text of more than {MOST_WRITTEN:,} characters: shorten it."
                )
            parts.append(part)
    except (UndefinedError, TypeError, ValueError) as error:
        raise InvalidInput(f"The {what} cannot be filled in ({error}): correct it.") from error
    return Filled("".join(parts), tuple(missing))


@lru_cache(maxsize=256)
def _compiled(text: str, what: str) -> Any:
    if len(text) > LONGEST:
        raise InvalidInput(
            f"The {what} is {len(text):,} characters long: shorten it to {LONGEST:,} or fewer."
        )
    environment = _environment()
    try:
        tree = environment.parse(text)
        for node, depth in _walk(tree):
            _check(node, depth, what)
        return environment.from_string(tree)
    except TemplateSyntaxError as error:
        raise InvalidInput(
            f"The {what} cannot be read at its line {error.lineno} ({(error.message or '').rstrip('.')}): "
            "a field looks like {{ first_name }}."
        ) from error
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise InvalidInput(f"The {what} is nested too deeply: write it more simply.") from error


def _walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        if not (isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name)):  # item.title is one
            waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def _check(node: nodes.Node, depth: int, what: str) -> None:
    where = f"The {what} has at its line {node.lineno}"
    if not isinstance(node, _ALLOWED):
        found = next((words for kind, words in _REFUSED.items() if isinstance(node, kind)), None)
        raise InvalidInput(
            f"{where} {found or 'something'} that a template cannot have: only fields such as "
            "{{ first_name }}, {% if company %} and plain text go into it."
        )
    if depth > _DEEPEST:
        raise InvalidInput(f"The {what} is nested too deeply: write it more simply.")
    if isinstance(node, nodes.Name) and node.name not in FIELDS:
        raise InvalidInput(f"{where} a field “{node.name[:40]}” that is not known: {_named()}.")
    if isinstance(node, nodes.Getattr):
        inner = node.node
        full = f"{inner.name}.{node.attr}" if isinstance(inner, nodes.Name) else node.attr
        if full not in FIELDS:
            raise InvalidInput(f"{where} a field “{full[:40]}” that is not known: {_named()}.")
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        raise InvalidInput(
            f"{where} a filter “{node.name}” that is not known: {', '.join(sorted(_FILTERS))}."
        )


def _named() -> str:
    return f"the fields are {', '.join(FIELDS)}"
