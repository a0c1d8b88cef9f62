from __future__ import annotations

import subprocess
import sys

import testigo

PUBLIC = [
    "Account",
    "Act",
    "Check",
    "Claim",
    "Count",
    "Dispatch",
    "Force",
    "Record",
    "SourceError",
    "Speaker",
    "Tally",
    "TestigoError",
    "Toll",
    "__version__",
    "read_dispatch",
]


def test_the_public_names_are_these_and_no_others() -> None:
    assert sorted(testigo.__all__) == PUBLIC
    assert len(PUBLIC) <= 15


def test_every_public_name_can_be_imported_and_is_documented() -> None:
    for name in PUBLIC:
        assert getattr(testigo, name)
        assert name == "__version__" or getattr(testigo, name).__doc__


def test_importing_the_package_loads_no_reader() -> None:
    script = "import sys, testigo; sys.exit('testigo.pipeline' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
