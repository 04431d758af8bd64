"""The window: the only importer of PySide6. Models, delegates, widgets, pages and dialogs over the services."""
