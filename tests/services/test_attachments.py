"""Files kept with people and companies."""

from pathlib import Path

from kitdiary.services.attachments import MOST_AT_ONCE
from kitdiary.services.diary import Diary
from kitdiary.storage.blobs import MOST_BYTES
from tests.services.diaries import added, person, refused, undone_exactly


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_a_file_goes_in_and_comes_out_the_same(diary: Diary, tmp_path: Path) -> None:
    ann = added(diary, "Ann Lee")
    offer = tmp_path / "Angebot für Ann.pdf"
    offer.write_bytes(b"%PDF\x00\xff")
    change = undone_exactly(diary, lambda: diary.attachments.add((offer,), contact_id=ann))
    assert change.what == "Attached “Angebot für Ann.pdf” to Ann Lee"
    (found,) = diary.attachments.of_contact(ann)
    assert (found.name, found.media_type, found.size) == ("Angebot für Ann.pdf", "application/pdf", 6)
    assert found.added_on == diary.context.today()
    assert diary.attachments.content(found.id) == ("Angebot für Ann.pdf", b"%PDF\x00\xff")
    place = tmp_path / "out" / "copy.pdf"
    refused(diary, lambda: diary.attachments.save(found.id, place), "choose another folder")
    place.parent.mkdir()
    place.write_bytes(b"old")
    assert diary.attachments.save(found.id, place) == place
    assert place.read_bytes() == b"%PDF\x00\xff"
    assert [path.name for path in place.parent.iterdir()] == ["copy.pdf"]


def test_several_for_a_company_newest_first_and_one_removed(diary: Diary, tmp_path: Path) -> None:
    firm = person(diary, added(diary, "Ann", company="Acme")).company_id
    assert firm is not None
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(path.name, "utf-8")
    change = diary.attachments.add(paths, company_id=firm)
    assert (change.what, change.company_ids) == ("Attached 2 files to Acme", (firm,))
    assert [found.name for found in diary.attachments.of_company(firm)] == ["b.txt", "a.txt"]
    newest = diary.attachments.of_company(firm)[0]
    gone = undone_exactly(diary, lambda: diary.attachments.remove(newest.id))
    assert gone.what == "Removed “b.txt” from Acme"
    refused(diary, lambda: diary.attachments.content(newest.id), "no attachment")
    assert gone.operation_id is not None
    diary.safety.undo()
    assert diary.attachments.content(newest.id)[1] == b"b.txt"


def test_all_or_none_and_not_too_large(diary: Diary, tmp_path: Path) -> None:
    ann = added(diary, "Ann")
    small = tmp_path / "small.txt"
    small.write_text("x", "utf-8")
    large = sparse(tmp_path / "large.iso", MOST_BYTES + 1)
    for paths, words in (
        ((small, large), "larger than 25 MB"),
        ((small, tmp_path), "is no file"),
        ((small, tmp_path / "gone.txt"), "cannot be read"),
        ((), "no file"),
    ):
        refused(diary, lambda paths=paths: diary.attachments.add(paths, contact_id=ann), words)  # type: ignore[misc]
    many = [sparse(tmp_path / f"{number}.bin", MOST_BYTES) for number in range(5)]
    assert len(many) * MOST_BYTES > MOST_AT_ONCE
    refused(diary, lambda: diary.attachments.add(many, contact_id=ann), "100 MB together")
    refused(diary, lambda: diary.attachments.add((small,), contact_id=99), "no contact 99")
