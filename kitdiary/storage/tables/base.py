"""What all table models share: the name of the table, made from the name of the class."""

import re

from peewee import Model


def _table_name(model: type[Model]) -> str:
    """``ContactPhones`` is the table ``contact_phones``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()


class Table(Model):
    """The base of every model. It has no database: `Store.select` and `Store.run` bring a query to one."""

    class Meta:
        """How peewee names it."""

        table_function = _table_name
