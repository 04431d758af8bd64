"""The rules of the diary: frozen dataclasses and pure functions, no clock, no database, no Qt."""
