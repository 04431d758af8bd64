from kitdiary.storage.database import Store
from kitdiary.storage.settings import Settings
from tests.storage.invented import NOW


def test_settings_are_written_once_changed_and_removed(store: Store) -> None:
    with store.operation("Set", NOW):
        settings = Settings(store)
        assert settings.set("country", "DE")
        assert settings.set("region", "BY")
        assert not settings.set("country", "DE")
        assert settings.set("country", "FR")
        assert settings.delete("region")
        assert not settings.delete("region")
    with store.read():
        assert Settings(store).all() == {"country": "FR"}
