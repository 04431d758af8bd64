"""KitDiary, the keep-in-touch diary of a field salesperson."""

__version__ = "0.1.0"
