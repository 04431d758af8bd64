"""The rep's own texts of emails."""

from typing import Any

from kitdiary.domain.names import name_key
from kitdiary.domain.templates import Template, TemplateKind
from kitdiary.storage.database import Store
from kitdiary.storage.rows import change_row, missing

_KINDS = {kind.value: kind for kind in TemplateKind}
_SELECT = "SELECT id, name, kind, language, subject, body FROM templates"


class Templates:
    """The own templates. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Template]:
        """All of them, by name and language."""
        return [_template(row) for row in self._store.rows(f"{_SELECT} ORDER BY name_key, language")]

    def one(self, template_id: int) -> Template:
        """One by its id. DiaryError where there is none."""
        row = self._store.one(f"{_SELECT} WHERE id = ?", (template_id,))
        if row is None:
            raise missing("template", template_id)
        return _template(row)

    def find(self, name: str, language: str) -> Template | None:
        """The one of this name, in any case, and language."""
        row = self._store.one(f"{_SELECT} WHERE name_key = ? AND language = ?", (name_key(name), language))
        return None if row is None else _template(row)

    def add(self, template: Template) -> int:
        """Add one (its ``id`` is not looked at); its id."""
        return self._store.insert("templates", **_columns(template))

    def change(self, template_id: int, template: Template) -> bool:
        """Make one be this; whether anything differed."""
        return change_row(self._store, "templates", template_id, _columns(template), "template")

    def remove(self, template_id: int) -> None:
        """Remove one."""
        self._store.delete("templates", template_id)


def _columns(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "name_key": name_key(template.name),
        "kind": template.kind.value,
        "language": template.language,
        "subject": template.subject,
        "body": template.body,
    }


def _template(row: tuple[Any, ...]) -> Template:
    template_id, name, kind, language, subject, body = row
    return Template(name, _KINDS.get(kind, TemplateKind.OTHER), language, subject, body, template_id)
