from tests.cli.conftest import Kit


def test_data_only_writes_the_demo_where_it_is_told(kit: Kit) -> None:
    assert str(kit.diary) in kit("demo", "--data-only")
    assert len(kit.json("contacts")) > 200
    assert len(kit.json("agenda")) > 5
    assert "in order" in kit("check")
    assert "contacts already" in kit.refused("demo", "--data-only")


def test_a_diary_with_contacts_is_left_as_it_was(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit.refused("demo", "--data-only")
    assert len(kit.json("contacts")) == 1


def test_pictures_and_nothing_but_data_do_not_go_together(kit: Kit) -> None:
    assert "--screenshots" in kit.refused("demo", "--data-only", "--screenshots", "pictures", code=2)
