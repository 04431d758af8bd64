"""The window, the only importer of PySide6: models, delegates, widgets, pages and dialogs over services."""
