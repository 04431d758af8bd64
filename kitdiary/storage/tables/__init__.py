"""The newest schema as peewee models, one class per table, for queries that need not be fast.

They describe, they do not create: the schema is made by the migrations, and a test holds the two
together. Screens and commands that run often use literal SQL instead: building a query takes longer
than answering it.
"""

from peewee import Model

from kitdiary.storage.tables import people, touches, upkeep
from kitdiary.storage.tables.base import Table

MODELS: tuple[type[Model], ...] = tuple(
    model
    for module in (people, touches, upkeep)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Table) and model is not Table
)
"""Every table's model."""
