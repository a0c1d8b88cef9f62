"""No name of a private person comes out in a public export, in what a command prints, or in an error.

Five thousand invented names stand in texts, headlines, addresses, ids and broken inputs, as victims, relatives,
witnesses, suspects and officials; each is of letters that no pack has, so that a find is no chance.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from testigo.cli import main
from testigo.exports import EXPORTERS

NAMES = 5000
AT_ONCE = 10
_BEGIN = ("Vrel", "Zhum", "Qasp", "Krov", "Thib", "Wexl", "Ylmo", "Dvask", "Glorb", "Fnist")
_MIDDLE = ("ukan", "ibor", "osta", "emin", "alux", "yrev", "onga", "izde", "utel", "afro")
_END = ("zhen", "quist", "wold", "prax", "vitz", "xandu", "kjell", "mirov")
TOWNS = ("Monterrey", "Torreón", "Culiacán", "Oaxaca", "Tijuana", "Morelia", "Veracruz", "Reynosa", "Durango", "Tepic",
         "Mérida", "Campeche", "Colima", "Saltillo", "Zacatecas", "Toluca", "Uruapan")  # fmt: skip
WORD = re.compile(r"\w+")


def names() -> Iterator[str]:
    """A first name of the world and a family name of nobody."""
    first = itertools.cycle(("Ana", "Luis", "Maria", "Omar", "Grace", "Ivan", "Rosa", "Ahmed"))
    family = ("".join(parts) + mark for mark in "abcdefgh" for parts in itertools.product(_BEGIN, _MIDDLE, _END))
    return (f"{one} {other}" for one, other in zip(first, itertools.islice(family, NAMES), strict=False))


def dispatch(number: int, who: Sequence[str]) -> dict[str, str]:
    """A report that names ten people; every other one in Spanish."""
    town = TOWNS[number % len(TOWNS)]
    day = f"{1990 + number // len(TOWNS) % 30}-{number % 12 + 1:02}-{number % 27 + 1:02}"
    english = (
        f"{town.upper()}, Mexico (AP) -- Gunmen killed {who[0]}, 34, {who[1]} and {who[2]} in {town} on Monday, the "
        f'mother of one, {who[3]}, said. "I saw it," said {who[4]}, a shopkeeper. Police arrested {who[5]}, and '
        f"Governor {who[6]} said that two more were hurt, among them {who[7]}. The gang of {who[8]} was blamed by "
        f"{who[9]}."
    )
    spanish = (
        f"{town.upper()} (EFE).- Hombres armados mataron a {who[0]}, de 34 años, a {who[1]} y a {who[2]} el lunes en "
        f"{town}, dijo {who[3]}, madre de uno de ellos. «Lo vi todo», relató {who[4]}, un vecino. La policía detuvo "
        f"a {who[5]}, y el gobernador {who[6]} informó de dos heridos, entre ellos {who[7]}. La banda de {who[8]} fue "
        f"señalada por {who[9]}."
    )
    slug = who[0].lower().replace(" ", "-")
    return {
        "id": f"{slug}-{number}",
        "text": spanish if number % 2 else english,
        "lang": "es" if number % 2 else "en",
        "published": day,
        "headline": f"{who[0]}, {who[1]} killed",
        "url": f"https://news.example/{day}/{slug}?victim={who[1].split()[1]}",
        "publisher": "El Informe",
    }


@pytest.fixture(scope="module")
def seeded() -> list[str]:
    return list(names())


@pytest.fixture(scope="module")
def ledger(seeded: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names")
    lines = [
        json.dumps(dispatch(n, seeded[start : start + AT_ONCE]))
        for n, start in enumerate(range(0, len(seeded), AT_ONCE))
    ]
    source = folder / "reports.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    assert main(["ingest", str(source), "--ledger", str(folder / "news.db")]) == 0
    return folder / "news.db"


def found_in(text: str, seeded: Sequence[str]) -> set[str]:
    families = {name.split()[1].casefold() for name in seeded}
    return families & {word.casefold() for word in WORD.findall(text.replace("_", " "))}


def everything_in(folder: Path) -> str:
    parts = []
    for path in sorted(folder.iterdir()):
        parts.append(path.name)
        parts.append(_columns(path) if path.suffix.endswith("parquet") else path.read_text(encoding="utf-8"))
    return "\n".join(parts)


def _columns(path: Path) -> str:
    from pyarrow.parquet import read_table

    table = read_table(path)
    return f"{table.schema}\n{table.to_pylist()}"


def test_the_names_are_as_many_as_they_should_be_and_are_found_where_they_stand(seeded: list[str]) -> None:
    assert len({name.split()[1] for name in seeded}) == NAMES
    assert found_in(json.dumps(dispatch(0, seeded[:10])), seeded[:10]) == {n.split()[1].casefold() for n in seeded[:10]}


@pytest.mark.parametrize("name", EXPORTERS)
def test_no_name_is_in_a_public_export(
    name: str, ledger: Path, seeded: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / name
    assert main(["export", "--as", name, "--to", str(folder), "--ledger", str(ledger)]) == 0
    assert found_in("".join(capfd.readouterr()), seeded) == set()
    assert found_in(everything_in(folder), seeded) == set()


@pytest.mark.parametrize("policy", ["gtd-like", "ibc-like", "acled-like", "ucdp-like"])
def test_no_name_is_in_public_tables_under_any_policy(
    policy: str, ledger: Path, seeded: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / policy
    assert main(["export", "--as", "csv", "--to", str(folder), "--ledger", str(ledger), "--policy", policy]) == 0
    assert found_in(everything_in(folder), seeded) == set()


def test_no_name_is_in_a_public_release_or_in_what_differs_between_two(
    ledger: Path, seeded: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first, second = str(tmp_path / "1"), str(tmp_path / "2")
    asked = ["--ledger", str(ledger)]
    assert main(["release", "1", "--to", first, "--as-of", "2005-01-01", *asked]) == 0
    assert main(["release", "2", "--to", second, "--policy", "gtd-like", "--previous", first, *asked]) == 0
    assert main(["diff", first, second, *asked]) == 0
    assert found_in("".join(capfd.readouterr()), seeded) == set()
    for folder in (tmp_path / "1" / "tables", tmp_path / "2" / "tables"):
        assert found_in(everything_in(folder), seeded) == set()
    beside = [path for path in (tmp_path / "2").iterdir() if path.is_file()]
    assert found_in("\n".join(path.read_text(encoding="utf-8") for path in beside), seeded) == set()


def test_partners_see_quotes_but_neither_victims_that_were_read_nor_private_speakers(
    ledger: Path, seeded: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "csv"
    asked = ["export", "--as", "csv", "--to", str(folder), "--ledger", str(ledger), "--profile", "partner"]
    assert main(asked) == 0
    shown = found_in((folder / "claims.csv").read_text(encoding="utf-8"), seeded)
    roles = [{name.split()[1].casefold() for name in seeded[role::AT_ONCE]} for role in range(AT_ONCE)]
    assert shown & roles[3] == set(), "relatives"
    assert shown & roles[4] == set(), "witnesses"
    assert "[name withheld]" in (folder / "claims.csv").read_text(encoding="utf-8")


def test_the_full_profile_has_the_names_of_victims(ledger: Path, seeded: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    asked = ["export", "--as", "csv", "--to", str(folder), "--ledger", str(ledger), "--profile", "full"]
    assert main([*asked, "--i-understand"]) == 0
    assert len(found_in((folder / "incidents.csv").read_text(encoding="utf-8"), seeded)) > NAMES // 20


def test_no_name_is_in_what_is_printed_of_inputs_that_are_broken(
    seeded: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = [dispatch(n, seeded[n * AT_ONCE : (n + 1) * AT_ONCE]) for n in range(40)]
    broken = [
        json.dumps(whole[0])[:-5],
        json.dumps(whole[1] | {"published": seeded[11]}),
        json.dumps(whole[2] | {"text": 7}),
        json.dumps([whole[3]]),
        json.dumps(whole[4]["text"]),
        json.dumps(whole[5]).replace('"', "'"),
        json.dumps(whole[6] | {"text": ""}),
        json.dumps(whole[7] | {"lang": seeded[71]}),
        whole[8]["text"],
        json.dumps(whole[9] | {"edition": {"status": seeded[91]}}),
        json.dumps(whole[10] | {"published": [seeded[101]]}),
        json.dumps(whole[11] | {"dateline": seeded[111]}),
    ]
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(broken), encoding="utf-8")
    main(["ingest", str(source), "--from", "jsonl", "--ledger", str(tmp_path / "news.db")])
    printed = "".join(capfd.readouterr())
    assert "T-S" in printed
    assert found_in(printed, seeded) == set()
