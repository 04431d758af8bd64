"""The style sheet made of the theme: how Qt's own widgets look here."""

from PySide6.QtGui import QColor, QPalette

from kitdiary.ui import theme


def palette(colours: theme.Colours) -> QPalette:
    """Qt's palette of a set of colours, for what no style sheet reaches."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, name in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.field),
        (role.AlternateBase, colours.hover),
        (role.Text, colours.text),
        (role.Button, colours.card),
        (role.ButtonText, colours.text),
        (role.PlaceholderText, colours.faint),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.accent_text),
        (role.ToolTipBase, colours.bar),
        (role.ToolTipText, colours.bar_text),
        (role.Link, colours.accent),
    ):
        made.setColor(where, QColor(name))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(colours.faint))
    return made


def style_sheet(colours: theme.Colours) -> str:
    """The style sheet of a set of colours. Widgets ask for a look by their ``look`` property."""
    c = colours
    return f"""
* {{ color: {c.text}; }}
QMainWindow, QDialog {{ background: {c.window}; }}
QDialog[look="form"] {{ background: {c.card}; }}
QDialog[look="popup"] {{ border: 1px solid {c.field_line}; }}
QToolTip {{ background: {c.bar}; color: {c.bar_text}; border: none; padding: 4px 8px; }}
QWidget[look="side"] {{ background: {c.side}; border-right: 1px solid {c.side_line}; }}
QWidget[look="page"] {{ background: {c.window}; }}
QWidget[look="panel"] {{ background: {c.card}; border-left: 1px solid {c.line}; }}
QFrame[look="card"] {{ background: {c.card}; border: 1px solid {c.line}; border-radius: {theme.RADIUS}px; }}
QFrame[look="note"] {{ background: {c.note}; border: none; border-radius: {theme.RADIUS}px; }}
QFrame[look="bar"] {{ background: {c.bar}; border-radius: {theme.RADIUS}px; }}
QFrame[look="bar"] QLabel {{ color: {c.bar_text}; }}
QFrame[look="bar"] QPushButton {{
    color: {c.bar_text}; background: transparent; border: 1px solid {c.faint}; }}
QLabel[look="soft"] {{ color: {c.soft}; }}
QLabel[look="label"] {{ color: {c.soft}; }}
QLabel[look="late"] {{ color: {c.late}; }}
QLabel[look="error"] {{ color: {c.late}; }}
QPushButton, QToolButton {{
    background: {c.card}; border: 1px solid {c.field_line}; border-radius: 7px;
    padding: 0 11px; min-height: {theme.BUTTON_HEIGHT - 2}px; }}
QPushButton:hover, QToolButton:hover {{ background: {c.hover}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; padding: 0 10px;
    min-height: {theme.BUTTON_HEIGHT - 4}px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.faint}; background: {c.window}; }}
QPushButton[look="main"] {{ background: {c.accent}; color: {c.accent_text}; border: 1px solid {c.accent}; }}
QPushButton[look="main"]:hover {{ background: {c.accent_hover}; }}
QPushButton[look="main"]:focus {{ border: 2px solid {c.strong}; padding: 0 10px; }}
QPushButton[look="main"]:disabled {{
    background: {c.field_line}; color: {c.card}; border-color: {c.field_line}; }}
QPushButton[look="link"] {{ background: transparent; border: none; color: {c.soft}; padding: 0;
    text-align: left; min-height: 20px; }}
QPushButton[look="link"]:hover {{ color: {c.accent}; }}
QPushButton[look="link"]:focus {{ border: none; padding: 0; color: {c.accent}; text-decoration: underline;
    min-height: 20px; }}
QPushButton[look="person"] {{ background: transparent; border: none; padding: 0; text-align: left;
    min-height: 22px; }}
QPushButton[look="person"]:hover {{ color: {c.accent}; }}
QPushButton[look="person"]:focus {{ border: none; padding: 0; min-height: 22px; text-decoration: underline; }}
QLabel[look="linked"]:hover {{ color: {c.accent}; }}
QFrame[look="line"] {{ background: {c.line}; border: none; }}
QPushButton[look="chip"] {{ border-radius: 13px; min-height: 24px; padding: 0 10px; }}
QPushButton[look="chip"]:focus {{ min-height: 22px; padding: 0 9px; }}
QPushButton[look="chip"]:checked {{
    background: {c.strong}; color: {c.strong_text}; border-color: {c.strong}; }}
QPushButton[look="chip"]:checked:focus {{ border: 2px solid {c.accent}; }}
QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox {{
    background: {c.field}; border: 1px solid {c.field_line}; border-radius: 7px; padding: 0 9px;
    selection-background-color: {c.accent}; selection-color: {c.accent_text}; }}
QLineEdit, QComboBox, QDateEdit, QTimeEdit, QDateTimeEdit, QSpinBox {{
    min-height: {theme.FIELD_HEIGHT - 4}px; }}
QPlainTextEdit {{ padding: 5px 6px; }}
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus, QSpinBox:focus {{
    border: 2px solid {c.accent}; padding: 0 8px; min-height: {theme.FIELD_HEIGHT - 6}px; }}
QPlainTextEdit:focus {{ border: 2px solid {c.accent}; padding: 4px 5px; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QDateEdit[wrong="true"] {{
    border: 2px solid {c.late}; padding: 0 8px; min-height: {theme.FIELD_HEIGHT - 6}px; }}
QPlainTextEdit[wrong="true"] {{ border: 2px solid {c.late}; padding: 4px 5px; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 22px; }}
QComboBox QAbstractItemView {{ background: {c.card}; border: 1px solid {c.field_line}; outline: 0;
    selection-background-color: {c.selected}; selection-color: {c.text}; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; }}
QListView, QTableView, QTreeView {{ background: transparent; border: none; outline: 0; }}
QListView[look="names"]::item {{ padding: 5px 8px; border-radius: 6px; color: {c.text}; }}
QListView[look="names"]::item:selected {{ background: {c.selected}; color: {c.text}; }}
QListView[look="names"] {{ border: 1px solid {c.line}; border-radius: 7px; padding: 3px; }}
QListView[look="names"]:focus {{ border: 1px solid {c.accent}; }}
QTableView[look="log"]::item {{ padding: 0 7px; }}
QTableView[look="table"], QTableView[look="log"] {{ background: {c.card}; border: 1px solid {c.line};
    border-radius: {theme.RADIUS}px; gridline-color: {c.line}; }}
QTableView[look="log"]:focus {{ border: 2px solid {c.accent}; }}
QAbstractScrollArea[look="read"] {{ border: 2px solid transparent; border-radius: 7px; }}
QAbstractScrollArea[look="read"]:focus {{ border: 2px solid {c.accent}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; color: {c.soft}; border: none;
    border-bottom: 1px solid {c.line}; padding: 6px 10px; text-align: left; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {c.card}; }}
QCalendarWidget QToolButton {{ background: {c.card}; border: none; padding: 0 8px; }}
QCalendarWidget QToolButton:hover {{ background: {c.hover}; }}
QCalendarWidget QToolButton:focus {{ border: 2px solid {c.accent}; padding: 0 6px; }}
QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
QCalendarWidget QTableView {{ background: {c.card}; alternate-background-color: {c.hover};
    selection-background-color: {c.accent}; selection-color: {c.accent_text}; }}
QMenu {{ background: {c.card}; border: 1px solid {c.field_line}; padding: 5px; }}
QMenu::item {{ padding: 6px 26px 6px 14px; border-radius: 5px; }}
QMenu::item:selected {{ background: {c.selected}; }}
QMenu::item:disabled {{ color: {c.faint}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 5px 8px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 11px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 11px; margin: 0; }}
QScrollBar::handle {{ background: {c.field_line}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {c.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: none; border: none; width: 0; height: 0; }}
QProgressBar {{ background: {c.line}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
"""
