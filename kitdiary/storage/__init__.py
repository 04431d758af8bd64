"""The diary's file: the only importer of peewee. Rows never leave it, frozen dataclasses do."""
