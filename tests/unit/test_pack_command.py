"""Making a pack, checking it, listing those there are: all that a newcomer does before a dispatch is read."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import testigo
from testigo.cli import main
from testigo.errors import PackError
from testigo.model.dispatch import Dispatch
from testigo.packs import language, languages
from testigo.packs.expected import expected
from testigo.packs.function_words import function_words
from testigo.packs.kept import COMPILED
from testigo.packs.language import vocabulary
from testigo.pipeline import read_dispatch
from testigo.workshop.checks import check
from testigo.workshop.scaffold import new_pack

SOURCE = Path(testigo.__file__).parent
RULE = """
[[entry]]
class = "harm_noun"
words = "zorg"
[[rules.toll]]
name = "zorged"
needs = "harm_noun"
outcome = "killed"
pattern = "<harm_noun> (?P<who><word>)"
"""


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packs of one's own, which is forgotten afterwards."""
    module = sys.modules["testigo.packs.language"]  # the function of that name hides it
    monkeypatch.setattr(module, "_outside", [])
    yield tmp_path / "packs"
    monkeypatch.undo()
    forget()
    for left in Path(COMPILED).glob("*qx-*"):
        left.unlink()


def forget() -> None:
    languages.cache_clear()
    language.cache_clear()
    vocabulary.cache_clear()
    function_words.cache_clear()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    forget()
    code = main(["pack", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_new_pack_compiles_at_once_and_is_told_what_it_lacks(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "new", "qx", "--packs", str(packs))[0] == 0
    code, out, _ = run(capsys, "check", "qx", "--packs", str(packs))
    assert code == 0
    assert "qx: draft" in out
    assert "qx/signs.toml: no word has the class and: what joins two of a kind" in out
    assert "qx/outcomes.toml: no rules of the layer toll" in out
    assert "qx/function_words.toml: no function words" in out
    assert "wrong" not in out


def test_a_new_pack_holds_every_file_class_setting_and_layer_that_the_reader_expects(tmp_path: Path) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in new_pack("qx", tmp_path))
    known = expected()
    assert [name for name in known.classes if f'class = "{name}"' not in written] == []
    assert [name for name in known.layers if f"[[rules.{name}]]" not in written] == []
    assert [name for name in (*known.settings, *known.signs) if name not in written] == []


def test_a_dispatch_can_be_read_with_a_new_pack_and_nothing_is_found(packs: Path) -> None:
    new_pack("qx", packs)
    assert main(["pack", "list", "--packs", str(packs)]) == 0
    text = (Path(__file__).parents[2] / "examples" / "01-first-count.txt").read_text(encoding="utf-8")
    record = read_dispatch(Dispatch(id="d", text=text, lang="qx"), gated=False)
    assert (record.claims, record.issues) == ((), ())


def test_the_packs_are_listed_with_level_and_figures(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_pack("qx", packs)
    code, out, _ = run(capsys, "list", "--packs", str(packs))
    assert code == 0
    assert {"en", "qx"} <= {line.split()[0] for line in out.splitlines()}
    assert "measured" in next(line for line in out.splitlines() if line.startswith("en "))


def test_packs_are_found_by_the_environment_too(
    packs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    new_pack("qx", packs)
    monkeypatch.setenv("TESTIGO_PACKS", str(packs))
    assert run(capsys, "check", "qx")[0] == 0


def test_a_faulty_pack_is_told_by_file_and_line_and_the_command_ends_with_1(
    packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_pack("qx", packs)
    path = packs / "qx" / "outcomes.toml"
    head = packs / "qx" / "pack.toml"
    head.write_text(head.read_text().replace('triggers = ""', 'triggers = "harm_noun"'), encoding="utf-8")
    text = path.read_text(encoding="utf-8") + RULE + '[[rules.toll]]\nname = "odd"\npattern = "<nobody>"\n'
    path.write_text(text + '[[entries]]\nclass = "x"\n[fragments]\nspare = "<comma>"\n', encoding="utf-8")
    code, out, _ = run(capsys, "check", str(packs / "qx"))
    assert code == 1
    line = next(i for i, row in enumerate(text.splitlines(), 1) if '"odd"' in row)
    assert f"qx/outcomes.toml:{line}: T-P005 no word has the class nobody" in out
    assert "nothing reads the table entries" in out
    assert "toll.zorged has no sentence under no, yes" in out
    assert "no rule uses the fragment spare" in out


def test_sentences_that_are_not_read_as_they_say_are_told(packs: Path) -> None:
    new_pack("qx", packs)
    head, path = packs / "qx" / "pack.toml", packs / "qx" / "outcomes.toml"
    head.write_text(head.read_text().replace('triggers = ""', 'triggers = "harm_noun"'), encoding="utf-8")
    sentences = 'yes = [{ text = "Zorg them.", killed = [[2, 2]] }]\nno = ["Them."]\n'
    path.write_text(path.read_text(encoding="utf-8") + RULE + sentences, encoding="utf-8")
    assert main(["pack", "list", "--packs", str(packs)]) == 0
    problem, unused = check("qx").of("wrong")
    assert problem.message.startswith("toll.zorged: 'Zorg them.': killed: found []")
    assert unused.message.endswith("the rule itself finds nothing in any of its sentences")


def test_a_pack_that_says_it_is_usable_must_lack_nothing(packs: Path) -> None:
    new_pack("qx", packs)
    head = packs / "qx" / "pack.toml"
    head.write_text(head.read_text().replace('"draft"', '"measured"'), encoding="utf-8")
    assert main(["pack", "list"]) == 0
    assert main(["pack", "check", str(packs / "qx")]) == 1


def test_a_folder_that_is_there_is_not_written_into(packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_pack("qx", packs)
    before = (packs / "qx" / "pack.toml").read_bytes()
    code, _, err = run(capsys, "new", "qx", "--packs", str(packs))
    assert code == 1
    assert "T-P017" in err
    assert (packs / "qx" / "pack.toml").read_bytes() == before


@pytest.mark.parametrize("code", ["portuguese", "p", "PT", "../x"])
def test_what_is_no_code_of_a_language_makes_no_folder(
    packs: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    ended, _, err = run(capsys, "new", code, "--packs", str(packs))
    assert ended == 1
    assert "T-P016" in err
    assert not packs.exists()


def test_a_pack_or_a_folder_of_packs_that_is_not_there_is_named(
    packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "there are packs for" in run(capsys, "check", "qx")[2]
    code, _, err = run(capsys, "list", "--packs", str(packs / "nowhere"))
    assert code == 1
    assert "T-P001" in err


@pytest.mark.parametrize("code", [code for code in languages() if language(code).level != "draft"])
def test_a_pack_that_says_it_is_usable_has_nothing_wrong_and_nothing_missing(code: str) -> None:
    assert [problem for problem in check(code).problems if problem.kind != "idle"] == []


def classes_asked_for() -> Iterator[tuple[str, str]]:
    """Classes that code asks the lexicon for by name, with the file that does."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and path.name != "speech.py":  # its classes are roles, which a setting names
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called == "having":
                    names = (arg.value for arg in node.args if isinstance(arg, ast.Constant))
                    yield from ((str(name), path.name) for name in names)


def test_every_class_that_code_asks_for_is_among_those_a_new_pack_is_told_of() -> None:
    shapes = {name for shape in expected().shapes for name in shape.split()}
    known = expected().classes.keys() | shapes
    assert sorted((name, file) for name, file in classes_asked_for() if name not in known) == []


def test_every_setting_that_code_asks_for_is_among_those_a_new_pack_is_told_of() -> None:
    asked = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                owner = node.value.attr if isinstance(node.value, ast.Attribute) else ""
                if owner in {"settings", "signs"}:
                    asked.add(str(node.slice.value))
    assert asked - expected().settings.keys() - expected().signs.keys() == set()
    assert {"thousands", "violent"} <= asked


def test_what_a_new_pack_is_told_of_is_no_invention(tmp_path: Path) -> None:
    """Every file of a new pack is TOML, and a pack without its head is refused."""
    for path in new_pack("qx", tmp_path):
        tomllib.loads(path.read_text(encoding="utf-8"))
    (tmp_path / "qx" / "pack.toml").unlink()
    with pytest.raises(PackError, match="no pack for the language 'qx'"):
        language("qx")
