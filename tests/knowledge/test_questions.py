"""Questions are plain lines."""

from pathlib import Path

from knowledge.clause import Role
from knowledge.errors import KnowledgeError
from knowledge.questions import TypicalQuestion, contradictions, read_messages, read_typical, strays

TEXT = """# a remark
["10.1"]
questions = '''
can I copy "Cllr" Smith, or not?
 it's a question

it's a question
'''

["9.9"]
questions = '''
who?
'''
"""


def test_one_question_a_line_with_quotes_and_commas_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "questions.toml"
    path.write_text(TEXT, encoding="utf-8")
    problems: list[KnowledgeError] = []
    typical = read_typical(path, "town", problems)
    assert typical == {
        "town/10.1": (TypicalQuestion('can I copy "Cllr" Smith, or not?'), TypicalQuestion("it's a question")),
        "town/9.9": (TypicalQuestion("who?"),),
    }
    assert problems == []
    (problem,) = strays(path, "town", typical, {"town/10.1"})
    assert (problem.line, problem.what) == (10, "there are questions for “9.9”, but the protocol has no such clause.")


def test_a_line_may_say_which_side_alone_would_ask_so(tmp_path: Path) -> None:
    path = tmp_path / "questions.toml"
    lines = ["member: may I ring the clerk", "Officer:  a cllr rang me: twice", "member of staff: may she?", "officer:"]
    path.write_text("\n".join(['["1.1"]', "questions = '''", *lines, "'''"]), encoding="utf-8")
    assert read_typical(path, "town", [])["town/1.1"] == (
        TypicalQuestion("may I ring the clerk", Role.MEMBER),
        TypicalQuestion("a cllr rang me: twice", Role.OFFICER),
        TypicalQuestion("member of staff: may she?"),
        TypicalQuestion("officer:"),
    )


def test_a_protocol_may_be_without_questions(tmp_path: Path) -> None:
    problems: list[KnowledgeError] = []
    assert read_typical(tmp_path / "questions.toml", "town", problems) == {}
    assert problems == []


def test_messages_out_of_scope_keep_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "out_of_scope.toml"
    path.write_text("[chit-chat]\nmessages = '''\nhello\nlol\n'''\n\n[off-topic]\nmessages = '''\nfootball\n'''\n")
    problems: list[KnowledgeError] = []
    stray = read_messages(path, problems)
    assert [(message.text, message.kind) for message in stray] == [
        ("hello", "chit-chat"),
        ("lol", "chit-chat"),
        ("football", "off-topic"),
    ]
    assert problems == []


def test_a_question_is_either_answered_or_a_silence(tmp_path: Path) -> None:
    path = tmp_path / "silent.toml"
    path.write_text("[gifts]\nmessages = '''\nCan I keep the hamper?\nwho signs for it\n'''\n")
    silences = read_messages(path, [])
    (problem,) = contradictions(path, {"town/1.1": (TypicalQuestion("can i keep the hamper?"),)}, silences)
    assert (problem.line, problem.what) == (3, "“Can I keep the hamper?” is a typical question of town/1.1 too.")
