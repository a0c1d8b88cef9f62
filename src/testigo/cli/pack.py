"""`testigo pack`: make a pack of a language, check it, list those there are."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from testigo.cli.exits import DONE, FAILED
from testigo.cli.help import help_page

if TYPE_CHECKING:
    from testigo.workshop.checks import Kind, Report

EXAMPLE = """\
exit codes: 0 done, nothing wrong · 1 something is wrong with the pack · 2 misuse

examples:
  testigo pack new pt --packs my-packs
  testigo pack check pt --packs my-packs
  testigo pack check my-packs/pt
  testigo pack list
"""
_HEADINGS: Mapping[Kind, str] = {
    "wrong": "wrong, and to be mended",
    "missing": "missing: the reader reads less without it",
    "idle": "idle: nothing uses it",
}
_COLUMNS = "{:<10}{:<10}{:>8}{:>7}{:>10}  {}"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the command line."""
    parser = commands.add_parser(
        "pack",
        help="make, check and list packs of languages",
        description="Make the pack of a language, tell what is wrong with one, list those there are.",
        epilog=EXAMPLE,
        formatter_class=help_page,
    )
    doings = parser.add_subparsers(title="what to do", metavar="DOING", required=True)
    new = doings.add_parser("new", help="make the folder of a new pack", formatter_class=help_page)
    new.add_argument("lang", metavar="LANG", help="code of the language, such as pt")
    new.set_defaults(run=_new)
    check = doings.add_parser("check", help="tell what is wrong with a pack", formatter_class=help_page)
    check.add_argument("lang", metavar="LANG|PATH", help="code of the language, or the folder of its pack")
    check.set_defaults(run=_check)
    listing = doings.add_parser("list", help="list the packs there are", formatter_class=help_page)
    listing.set_defaults(run=_list)
    for doing in (new, check, listing):
        add_packs_option(doing)


def add_packs_option(parser: argparse.ArgumentParser) -> None:
    """The option that names a folder of one's own packs, the same for every command."""
    parser.add_argument("--packs", metavar="DIR", help="folder of packs of your own, one folder for each language")


def use_packs(folder: str | None) -> None:
    """Take packs from the folder that the option names, if it names one."""
    if folder is not None:
        from testigo.packs.language import look_also_in

        look_also_in(folder)


def _new(args: argparse.Namespace) -> int:
    from pathlib import Path

    from testigo.workshop.scaffold import new_pack

    made = new_pack(args.lang, Path(args.packs or "."))
    folder = made[0].parent
    sys.stdout.write("".join(f"{path}\n" for path in made))
    sys.stdout.write(f"\nNext: fill them in, and run `testigo pack check {folder}` as you go.\n")
    return DONE


def _check(args: argparse.Namespace) -> int:
    from pathlib import Path

    from testigo.packs.language import language, languages
    from testigo.workshop.checks import check

    use_packs(args.packs)
    code, path = args.lang, Path(args.lang)
    if path.is_dir():
        code = path.resolve().name
        use_packs(str(path.resolve().parent))
    if code not in languages():
        language(code)  # says which there are
    report = check(code)
    sys.stdout.write(_told(report))
    return DONE if report.holds else FAILED


def _list(args: argparse.Namespace) -> int:
    from testigo.packs.language import folder_of, languages
    from testigo.workshop.checks import outline

    use_packs(args.packs)
    rows = [_COLUMNS.format("language", "level", "words", "rules", "sentences", "folder")]
    for report in map(outline, languages()):
        figures = (f"{report.words:,}", f"{report.rules:,}", f"{report.sentences:,}")
        rows.append(_COLUMNS.format(report.code, report.level, *figures, folder_of(report.code)))
    sys.stdout.write("\n".join(rows) + "\n")
    return DONE


def _told(report: Report) -> str:
    """A report as text: its figures, then its problems under their kinds, each with file and line."""
    rows = [
        f"{report.code}: {report.level}, {report.words:,} words, {report.rules:,} rules, {report.sentences:,} sentences"
    ]
    for kind, heading in _HEADINGS.items():
        if some := report.of(kind):
            rows += ["", f"{heading} ({len(some)})", *(f"  {problem.place}: {problem.message}" for problem in some)]
    if not report.problems:
        rows.append("nothing wrong, nothing missing, nothing idle")
    return "\n".join(rows) + "\n"
