"""Dialogs; each edits one thing and keeps what was typed when something is wrong."""
