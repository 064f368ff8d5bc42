"""What the library gives, and that no quotation passes which its source does not bear out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError, QuotationError, UnknownAuthority, UnknownClause
from knowledge.library import Library

Copy = Callable[..., Path]


def test_authorities_and_their_protocols(library: Library) -> None:
    assert library.authorities == ("cjc", "cumbria", "lydney", "reigate", "trafford")
    protocol = library.protocol("reigate")
    assert (protocol.name, protocol.version) == ("Reigate & Banstead Borough Council", "December 2022")
    assert library.protocol("cjc").version == "undated"


def test_an_unknown_authority_is_told_which_there_are(library: Library) -> None:
    with pytest.raises(UnknownAuthority, match="Choose one of: cjc, cumbria"):
        library.protocol("camelot")


def test_an_unknown_clause(library: Library) -> None:
    for ask in (library.clause, library.section, library.companions, lambda clause: library.verify(clause, "")):
        with pytest.raises(UnknownClause):
            ask("trafford/99.9")


def test_a_section_holds_all_clauses_under_the_outermost_heading(library: Library) -> None:
    section = [clause.id for clause in library.section("cumbria/2.7")]
    assert section == [f"cumbria/2.{number}" for number in range(1, 12)]


def test_a_section_whose_heading_is_to_change_holds_both_wordings(library: Library) -> None:
    section = [clause.id for clause in library.section("trafford/8.5")]
    assert section[:2] == ["trafford/8.1", "trafford/8.1/proposed"]
    assert section == [clause.id for clause in library.section("trafford/8.1/proposed")]


def test_the_preamble_is_a_section_of_its_own(library: Library) -> None:
    assert [clause.id for clause in library.section("cjc/preamble/p2")] == [f"cjc/preamble/p{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("clause", "companions"),
    [
        ("trafford/10.1", ("trafford/10.2",)),
        ("lydney/4.3(d)", ("lydney/4.3(e)",)),
        ("lydney/4.3(e)", ("lydney/4.3(d)",)),
        ("trafford/11.7", ("trafford/11.7/b1", "trafford/11.7/b2", "trafford/11.7/b3")),
        ("trafford/2.1", ()),
    ],
)
def test_companions_travel_with_their_clause(library: Library, clause: str, companions: tuple[str, ...]) -> None:
    assert library.companions(clause) == companions


def test_every_stem_has_its_entries_as_companions(library: Library) -> None:
    for authority in library.authorities:
        for clause in library.protocol(authority).clauses:
            if clause.is_stem:
                entries = [library.clause(companion) for companion in library.companions(clause.id)]
                assert any(entry.stem.endswith(clause.item) for entry in entries)


def test_every_clause_is_what_its_source_says(library: Library) -> None:
    for authority in library.authorities:
        for clause in library.protocol(authority).clauses:
            library.verify(clause.id, clause.text)


def test_a_single_changed_character_is_refused(library: Library) -> None:
    text = library.clause("trafford/10.1").text
    for wrong in (text.replace("silent", "Silent"), f"{text} ", text[:-1], "", text.replace('"', "“", 1)):
        with pytest.raises(QuotationError):
            library.verify("trafford/10.1", wrong)


def test_the_words_of_another_clause_are_refused(library: Library) -> None:
    with pytest.raises(QuotationError):
        library.verify("trafford/10.3", library.clause("trafford/10.3/proposed").text)


def test_a_source_that_changed_since_it_was_loaded_is_refused(copy: Copy) -> None:
    folder = copy("trafford", "lydney")
    library = Library.load(folder)
    source = folder / "trafford" / "source.txt"
    data = source.read_bytes()
    for changed in (data.replace(b"silent copies", b"secret copies"), data + b"\n", b"", b"\xff"):
        source.write_bytes(changed)
        with pytest.raises(QuotationError, match="changed since"):
            library.verify("trafford/10.1", library.clause("trafford/10.1").text)
    library.verify("lydney/2.3", library.clause("lydney/2.3").text)
    source.unlink()
    with pytest.raises(QuotationError, match="cannot be read"):
        library.verify("trafford/10.1", library.clause("trafford/10.1").text)


def test_nothing_is_loaded_from_a_folder_with_a_mistake(copy: Copy) -> None:
    folder = copy("cjc")
    (folder / "cjc" / "protocol.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"protocol.toml:1: this is not TOML"):
        Library.load(folder)


def test_an_empty_folder_and_a_missing_one_are_told(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(KnowledgeError, match="no protocols are here"):
            Library.load(folder)


def test_messages_that_no_protocol_answers_have_kinds(library: Library) -> None:
    kinds = {message.kind for message in library.out_of_scope}
    assert {"chit-chat", "service-case", "injection", "ambiguous"} <= kinds
    assert all(message.text for message in library.out_of_scope)
