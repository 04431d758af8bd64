"""The texts of emails: those delivered, and the rep's own in their place or beside them."""

import tomllib
from dataclasses import replace
from functools import lru_cache
from typing import Any

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import clean_name, clean_text, name_key
from kitdiary.domain.templates import Language, Template, TemplateKind, language_code
from kitdiary.paths import resource
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.storage.templates import Templates

__all__ = ["Template", "TemplateKind", "TemplateService", "languages"]

_CHANGED = frozenset({Kind.TEMPLATES})


@lru_cache(maxsize=1)
def _delivered() -> tuple[dict[str, Language], tuple[Template, ...]]:
    known: dict[str, Language] = {}
    texts: list[Template] = []
    for file in sorted(resource("templates").glob("*.toml"), key=lambda one: (one.stem != "en", one.stem)):
        found: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        code = file.stem
        known[code] = Language(code, found["name"], tuple(found["months"]), found["day"])
        texts += [
            Template(one["name"], TemplateKind(one["kind"]), code, one["subject"], one["body"].strip())
            for one in found["template"]
        ]
    return known, tuple(texts)


def languages() -> dict[str, Language]:
    """The languages texts are delivered in, by their codes; English first."""
    return _delivered()[0]


class TemplateService:
    """Lists templates and changes the rep's own. Every change can be undone."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._stored = Templates(context.store)

    def all(self) -> list[Template]:
        """Every template: those delivered, own texts in the place of them, then the other own ones."""
        with self._context.store.read():
            own = {(name_key(one.name), one.language): one for one in self._stored.all()}
        found = []
        for given in _delivered()[1]:
            mine = own.pop((name_key(given.name), given.language), None)
            found.append(given if mine is None else replace(mine, name=given.name, changed=True))
        order = {name_key(one.name): place for place, one in reversed(list(enumerate(found)))}
        found += own.values()
        return sorted(found, key=lambda one: (order.get(name_key(one.name), len(order) + 1_000),))

    def variants(self, name: str) -> list[Template]:
        """One template in all its languages."""
        return [one for one in self.all() if name_key(one.name) == name_key(name)]

    def save(self, template: Template) -> Change:
        """Keep a text: a new one, or in the place of the own or delivered one of its name and language.

        With an ``id`` it is that own text which is changed, its name too. InvalidInput for one that is no
        text with fields (`filling.check`), DiaryError where another has its name in that language.
        """
        made = _checked(template)
        context = self._context
        with context.store.operation(f"Changed the template “{made.name}”", context.now()) as operation:
            there = self._stored.find(made.name, made.language)
            if template.id is not None:
                self._stored.one(template.id)
                if there is not None and there.id != template.id:
                    raise DiaryError(
                        f"There is a template “{there.name}” in this language already: take another name."
                    )
                self._stored.change(template.id, made)
            elif there is not None and there.id is not None:
                self._stored.change(there.id, made)
            elif made not in _delivered()[1]:
                self._stored.add(made)
        return Change(operation.id if operation.changed else None, operation.what, _CHANGED)

    def remove(self, template_id: int) -> Change:
        """Remove an own text; where it stood in the place of a delivered one, that is back."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            found = self._stored.one(template_id)
            back = any(
                (name_key(one.name), one.language) == (name_key(found.name), found.language)
                for one in _delivered()[1]
            )
            verb = "Reset" if back else "Removed"
            operation.what = what = f"{verb} the template “{found.name}”"
            self._stored.remove(template_id)
        return Change(operation.id, what, _CHANGED)


def _checked(template: Template) -> Template:
    from kitdiary.services.filling import check

    name = clean_name(template.name, "name of the template")
    if not name:
        raise InvalidInput("A template needs a name: give it one.")
    code = language_code(clean_name(template.language, "language"))
    if not (2 <= len(code) <= 8 and code.isalpha()):
        raise InvalidInput(f"“{template.language}” is no language: write its code, such as en, de or fr.")
    subject, body = clean_name(template.subject, "subject"), clean_text(template.body, "template")
    if not subject and not body:
        raise InvalidInput("A template needs a subject or a text: write what it says.")
    check(subject, "subject")
    check(body, "template")
    return Template(name, template.kind, code, subject, body)
