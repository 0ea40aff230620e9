"""What makes pages small and fast changes nothing that is shown."""

from committee.public_pages import pieces
from committee.wording import wording


def test_a_piece_is_made_once_of_the_same_and_anew_of_anything_else(monkeypatch) -> None:
    made = []
    monkeypatch.setattr(pieces, "render_to_string", lambda name, context: made.append(name) or f"<b>{context['x']}</b>")
    assert [pieces.piece("a.html", key, lambda key=key: {"x": key}) for key in (1, 1, "1", 2)] == [
        "<b>1</b>", "<b>1</b>", "<b>1</b>", "<b>2</b>",
    ]  # fmt: skip
    assert len(made) == 3
    with wording.printed_as(wording.Wording(presiding="Chair")):
        pieces.piece("a.html", 1, lambda: {"x": 1})
    assert len(made) == 4


def test_what_a_process_keeps_of_pieces_has_its_limit(monkeypatch) -> None:
    monkeypatch.setattr(pieces, "ROOM", pieces._used + 25)
    monkeypatch.setattr(pieces, "render_to_string", lambda name, context: "x" * 10)
    for number in range(5):
        pieces.piece("limit.html", number, dict)
    assert pieces._used <= pieces.ROOM


def test_the_frame_of_a_page_is_of_the_council_as_it_is_and_of_who_reads(council, client, clerk) -> None:
    before = client.get("/").content.decode()
    assert council.name in before and "Sign in" in before
    council.name, council.telephone = "Borsetshire County Council", "01234 567 890"
    council.save()
    after = client.get("/").content.decode()
    assert after.count("Borsetshire County Council") > 2 and "01234 567 890" in after
    client.force_login(clerk)
    assert "Sign out" in client.get("/").content.decode()
