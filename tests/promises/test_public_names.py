from __future__ import annotations

import subprocess
import sys
import time

import testigo

PUBLIC = [
    "Account",
    "Claim",
    "Dispatch",
    "Incident",
    "Incidents",
    "Ledger",
    "Record",
    "SourceError",
    "Tally",
    "TestigoError",
    "Toll",
    "__version__",
    "open",
    "read",
    "read_dispatch",
]


def test_the_public_names_are_these_and_no_others() -> None:
    assert sorted(testigo.__all__) == PUBLIC
    assert len(PUBLIC) <= 15


def test_every_public_name_can_be_imported_and_is_documented() -> None:
    for name in PUBLIC:
        assert getattr(testigo, name)
        assert name == "__version__" or getattr(testigo, name).__doc__


def seconds(script: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", script], check=True)
    return time.perf_counter() - start


def test_importing_the_package_takes_at_most_two_and_a_half_times_an_empty_python() -> None:
    """Turn by turn, the quickest of each: whatever else the machine does slows both."""
    turns = [(seconds("import testigo"), seconds("pass")) for _ in range(15)]
    assert min(one for one, _ in turns) <= 2.5 * min(other for _, other in turns)


def test_importing_the_package_loads_no_reader() -> None:
    script = "import sys, testigo; sys.exit('testigo.pipeline' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
