"""What is held on one person as a page to read: plain HTML that needs nothing but itself."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { margin-bottom: 0 } h2 { margin-top: 2rem; border-bottom: 1px solid #8888 }
table { border-collapse: collapse; width: 100% } th, td { text-align: start; vertical-align: top;
  padding: .3rem .6rem }
tr + tr { border-top: 1px solid #8884 } th { font-weight: 600; white-space: nowrap }
td { white-space: pre-wrap; overflow-wrap: anywhere } img { max-width: 12rem; border-radius: .5rem }
"""
_ALLOWED = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:"
"""Nothing a page of somebody's notes brings along is run or fetched."""


def person_page(record: Mapping[str, Any], files: Mapping[str, str], photo: str | None) -> str:
    """The page of a record as `person_export` gathers it; every value is escaped.

    ``files`` are the attachments' paths by their names, ``photo`` that of the picture, all beside the page.
    """
    name = escape(str(record["contact"]["name"]))
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_ALLOWED}">',
        f"<title>What is held on {name}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{name}</h1>",
        f"<p>Everything this diary holds on this person, as of {escape(record['made_at'])}.</p>",
    ]
    if photo is not None:
        parts.append(f'<p><img src="{escape(photo, quote=True)}" alt=""></p>')
    for title, rows in record.items():
        if isinstance(rows, Mapping):
            parts.append(_section(title, _facts(rows)))
        elif isinstance(rows, list) and rows:
            parts.append(_section(title, _table(rows)))
    if files:
        links = "".join(
            f'<li><a href="{escape(path, quote=True)}">{escape(label)}</a></li>'
            for path, label in files.items()
        )
        parts.append(_section("files", f"<ul>{links}</ul>"))
    return "\n".join([*parts, "</body></html>\n"])


def _section(title: str, body: str) -> str:
    return f"<h2>{escape(title.replace('_', ' ').capitalize())}</h2>\n{body}"


def _facts(values: Mapping[str, Any]) -> str:
    rows = (
        f"<tr><th>{_words(name)}</th><td>{escape(_text(value))}</td></tr>"
        for name, value in values.items()
        if value not in (None, "", [], {})
    )
    return f"<table>{''.join(rows)}</table>"


def _table(rows: Sequence[Any]) -> str:
    if not isinstance(rows[0], Mapping):
        return f"<ul>{''.join(f'<li>{escape(_text(row))}</li>' for row in rows)}</ul>"
    names = [name for name in rows[0] if any(row.get(name) not in (None, "", []) for row in rows)]
    head = "".join(f"<th>{_words(name)}</th>" for name in names)
    lines = ("".join(f"<td>{escape(_text(row.get(name)))}</td>" for name in names) for row in rows)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _words(name: str) -> str:
    return escape(name.replace("_", " "))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value)
