"""Every field a column can go to has a name of its own."""

from __future__ import annotations

from kitdiary.services.exchange.fields import NOT_FOR_MAPPING, Field
from kitdiary.ui.import_words import field_words, source_name


def test_every_field_has_its_words() -> None:
    wanted = {field.value for field in Field if field not in NOT_FOR_MAPPING} - {"none"}
    assert wanted <= field_words().keys()
    assert source_name("vCard 3.0") == "vCard 3.0"
    assert source_name("outlook") == "Outlook"
