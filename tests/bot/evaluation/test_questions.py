from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.questions import EvaluationError, read
from index.evaluation import Case
from knowledge.library import Library

LIBRARY = Library.load()
GOOD: dict[str, Any] = {
    "id": "copy-1",
    "authority": "trafford",
    "role": "member",
    "question": "can I copy another ward councillor on this?",
    "must": [["will not as a matter of course be copied"]],
    "may": [],
    "may_short": [],
    "escalate": ["Monitoring Officer"],
    "covered": True,
    "kind": "paraphrase",
    "note": "[10.1]",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ours.jsonl"


def write(file: Path, *lines: dict[str, Any] | str) -> Path:
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), "utf-8")
    return file


def mistakes(*files: Path, otherwise: str | None = None) -> list[str]:
    with pytest.raises(EvaluationError) as raised:
        read(files, LIBRARY, otherwise)
    return str(raised.value).splitlines()


def test_a_line_becomes_a_case(file: Path) -> None:
    (case,) = read([write(file, GOOD)], LIBRARY)
    assert case == Case(
        id="copy-1",
        authority="trafford",
        role="member",
        question="can I copy another ward councillor on this?",
        covered=True,
        must=(("will not as a matter of course be copied",),),
        escalate=("Monitoring Officer",),
        kind="paraphrase",
        note="[10.1]",
    )


def test_only_four_fields_are_needed_and_the_authority_may_be_set(file: Path) -> None:
    short = {"id": "a", "question": "bins?", "covered": False}
    (case,) = read([write(file, "\ufeff" + json.dumps(short), "", "  ")], LIBRARY, "cjc")
    assert (case.authority, case.role, case.must) == ("cjc", "any", ())


@pytest.mark.parametrize(
    ("change", "told", "remedy"),
    [
        ({"escalte": []}, "the field “escalte” is unknown.", "Did you mean “escalate”?"),
        ({"zzz": 1}, "the field “zzz” is unknown.", "Remove it."),
        ({"id": ""}, "“id” cannot be used.", "a name that no other question has"),
        ({"id": 3}, "“id” cannot be used.", "a name"),
        ({"question": " "}, "“question” cannot be used.", "what somebody would ask"),
        ({"question": "\ud800"}, "“question” cannot be used.", "what somebody would ask"),
        ({"covered": "yes"}, "“covered” cannot be used.", "true, or false"),
        ({"role": "mayor"}, "“role” cannot be used.", '"member", "officer" or "any"'),
        ({"role": []}, "“role” cannot be used.", '"member"'),
        ({"must": ["a phrase"]}, "“must” cannot be used.", "a list of groups"),
        ({"must": [[]]}, "“must” cannot be used.", "a list of groups"),
        ({"may": "a phrase"}, "“may” cannot be used.", "a list of phrases"),
        ({"escalate": [None]}, "“escalate” cannot be used.", "a list of offices"),
        ({"kind": 1}, "“kind” cannot be used.", "a word"),
        ({"note": None}, "“note” cannot be used.", "a remark"),
        ({"authority": "leeds"}, "no protocol of 'leeds' is installed.", "Use cjc, cumbria, lydney"),
        ({"must": []}, "“must” is empty, but “covered” is true.", "which words must be quoted"),
        ({"covered": False}, "“covered” is false, but “must” asks", "Write true, or empty “must”."),
        (
            {"must": [["shall never be copied"]]},
            "“must”: no clause of trafford holds the words “shall never",
            "Copy it",
        ),
        ({"may_short": ["Will Not As A"]}, "“may_short”: no clause of trafford holds", "to the letter"),
        ({"may": ["**"]}, "“may”: no clause of trafford holds", "to the letter"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_remedy(
    file: Path, change: dict[str, Any], told: str, remedy: str
) -> None:
    (line,) = mistakes(write(file, GOOD, {**GOOD, "id": "b", **change}))
    assert line.startswith(f"{file}:2: ")
    assert told in line
    assert remedy in line


@pytest.mark.parametrize("name", ["id", "authority", "question", "covered"])
def test_a_missing_field_is_told(file: Path, name: str) -> None:
    (line,) = mistakes(write(file, {key: value for key, value in GOOD.items() if key != name}))
    assert f"{file}:1: the field “{name}” is missing. Add it: " in line


@pytest.mark.parametrize(("text", "told"), [("{", "not JSON"), ("[1]", "no JSON object"), ("1" * 5000, "cannot be")])
def test_what_is_no_object_is_told(file: Path, text: str, told: str) -> None:
    (line,) = mistakes(write(file, text))
    assert told in line


def test_all_mistakes_of_all_files_are_told_at_once(file: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other.jsonl", GOOD, {**GOOD, "id": "c", "role": 1, "kind": 1})
    told = mistakes(write(file, GOOD, "{"), other, tmp_path / "nowhere.jsonl")
    assert [line.split(": ")[0] for line in told] == [
        f"{file}:2",
        f"{other}:1",
        f"{other}:2",
        f"{other}:2",
        str(tmp_path / "nowhere.jsonl"),
    ]
    assert "there is a question 'copy-1' already" in told[1]


@pytest.mark.parametrize(("data", "told"), [(b"", "empty"), (b"\xff\xfe", "not UTF-8")])
def test_a_file_that_is_no_text_is_told(file: Path, data: bytes, told: str) -> None:
    file.write_bytes(data)
    (line,) = mistakes(file)
    assert told in line


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=4))
def test_whatever_stands_in_a_field_is_a_case_or_a_mistake(
    tmp_path_factory: pytest.TempPathFactory, value: Any
) -> None:
    file = tmp_path_factory.getbasetemp() / "odd.jsonl"
    for name in GOOD:
        write(file, json.dumps({**GOOD, name: value}))
        told = f"{file}:1: "
        try:
            read([file], LIBRARY)
        except EvaluationError as error:
            told = str(error)
        assert f"{file}:1: " in told
