"""The card: one dispatch's record as a person reads it, at any width, in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard, get_args

from testigo.cli.lines import BLANK, Line, Look, painted, paragraph
from testigo.cli.wording import (
    account_words,
    act_words,
    check_words,
    code_words,
    count_words,
    head_words,
    lineage_words,
    listed,
    people_words,
    place_words,
    plain,
    quoted,
    response_words,
    side_words,
    speaker_words,
    tally_words,
    time_words,
    toll_words,
)
from testigo.model.account import Account, Check
from testigo.model.claim import (
    Act,
    AnyClaim,
    Count,
    Force,
    Lineage,
    Motive,
    Outcome,
    Response,
    Responsibility,
    Tally,
    Toll,
)
from testigo.model.record import Issue, Record

MARGIN = "  "
COUNT_WIDTH = 8
PART_INDENT = "  "
LABEL_WIDTH = 7
NOTHING_READ = "No violence read in this dispatch."


def card(record: Record, place: str = "", width: int = 80, colour: bool = False) -> str:
    """A record as a card: head, main accounts, background, what belongs to no incident, issues.

    Works on the record alone. `place` is a line above it, such as the file's name.

    >>> from testigo.model.record import DispatchHead
    >>> print(card(Record(dispatch=DispatchHead(id="d1", sha256=""))))
    d1
    <BLANKLINE>
      No violence read in this dispatch.
    """
    lines = _head(record, place, width)
    for account in sorted(record.accounts, key=lambda account: not account.main):
        lines += [BLANK, *_account(account, record.claims, width)]
    lines += _outside(record, width)
    if not (record.accounts or record.claims):
        lines += [BLANK, Line(MARGIN + NOTHING_READ)]
    lines += _issues(record.issues, width)
    return painted(lines, colour)


def _head(record: Record, place: str, width: int) -> list[Line]:
    lines = paragraph(plain(place), width, look="quiet") if place else []
    lines += paragraph(head_words(record.dispatch), width, look="title")
    if record.dispatch.headline:
        lines += paragraph(quoted(record.dispatch.headline), width)
    return lines


def _account(account: Account, claims: Sequence[AnyClaim], width: int) -> list[Line]:
    own = [claim for claim in claims if claim.account == account.id]
    lines = [Line(account_words(account), "heading")]
    for label, words in _circumstances(account):
        lines += paragraph(words, width, first=f"{MARGIN}{label:<{LABEL_WIDTH}}")
    lines += _tolls(account, own, width)
    lines += _section("forces", [claim for claim in own if isinstance(claim, Force)], width)
    lines += _section(
        "told", [claim for claim in own if not isinstance(claim, Toll | Force | Response | Motive)], width
    )
    lines += _section("said to be for", [claim for claim in own if isinstance(claim, Motive)], width)
    lines += _section("response", [claim for claim in own if isinstance(claim, Response)], width)
    return lines


def _circumstances(account: Account) -> Iterator[tuple[str, str]]:
    yield "when", time_words(account.start, account.end, account.date_precision)
    yield "where", place_words(account.place)
    if account.perpetrators:
        yield "by", listed([side_words(side) for side in account.perpetrators])
    if account.targets:
        yield "on", listed([side_words(target) for target in account.targets])


def _tolls(account: Account, claims: Sequence[AnyClaim], width: int) -> list[Line]:
    tolls = [claim for claim in claims if isinstance(claim, Toll)]
    stated = {line.outcome for line in account.toll} | {toll.outcome for toll in tolls}
    lines: list[Line] = []
    for outcome in (outcome for outcome in get_args(Outcome) if outcome in stated):
        lines += [BLANK, *_outcome_head(account, outcome, width)]
        lines += _tree([toll for toll in tolls if toll.outcome == outcome], tolls, account.checks, width)
    absent = [code_words(outcome) for outcome in get_args(Outcome) if outcome not in stated]
    if absent:
        lines += [
            BLANK,
            *paragraph(f"not stated: {', '.join(absent)}", width, first=MARGIN, rest=MARGIN * 2, look="quiet"),
        ]
    return lines


def _outcome_head(account: Account, outcome: str, width: int) -> list[Line]:
    rows = [line for line in account.toll if line.outcome == outcome]
    whole = next((toll_words(line) for line in rows if line.people == "all"), "")
    classes = " · ".join(f"{code_words(line.people)} {toll_words(line)}" for line in rows if line.people != "all")
    why = listed([code_words(reason) for line in rows for reason in line.why])
    lines = [Line(f"{MARGIN}{code_words(outcome).upper()} {whole}".rstrip(), "title")]
    if classes:
        lines += paragraph(classes, width, first=MARGIN)
    if why:
        lines += paragraph(f"why: {why}", width, first=MARGIN, look="quiet")
    return lines


def _tree(tolls: Sequence[Toll], known: Sequence[Toll], checks: Sequence[Check], width: int) -> list[Line]:
    """Wholes with their parts indented under them, and the sums of each whole after its parts."""
    ids = {toll.id for toll in tolls}
    counts = {toll.id: toll.count for toll in known}
    quotes = {toll.id: toll.quote for toll in known}
    shown: set[str] = set()

    def branch(toll: Toll, depth: int) -> Iterator[Line]:
        shown.add(toll.id)
        whole = quotes.get(toll.part_of or "") if toll.part_of not in ids else None
        yield from _claim(toll, width, depth, f", part of {quoted(whole)}" if whole else "")
        for part in tolls:
            if part.part_of == toll.id and part.id not in shown:
                yield from branch(part, depth + 1)
        yield from _checks([check for check in checks if check.whole == toll.id], counts, width)

    lines: list[Line] = []
    for only_roots in (True, False):  # what hangs in a circle has no root, and is shown all the same
        for toll in tolls:
            if toll.id not in shown and (toll.part_of not in ids or not only_roots):
                lines += branch(toll, 0)
    return lines


def _checks(checks: Iterable[Check], counts: dict[str, Count], width: int) -> Iterator[Line]:
    for check in checks:
        look: Look = "good" if check.holds else "bad"
        yield from paragraph(check_words(check, counts), width, first=" " * COUNT_WIDTH + MARGIN, look=look)


def _claim(claim: AnyClaim, width: int, depth: int = 0, note: str = "") -> list[Line]:
    figure = count_words(claim.count) if isinstance(claim, Toll | Force | Tally) else ""
    first = f"{figure:>{COUNT_WIDTH}}{MARGIN}{PART_INDENT * depth}"
    words = _about(claim) + note
    about = f" ({words})" if words else ""
    return paragraph(
        f"{quoted(claim.quote)}{about} – {speaker_words(claim)}",
        width,
        first=first,
        rest=" " * len(first) + PART_INDENT,
    )


def _about(claim: AnyClaim) -> str:
    if isinstance(claim, Toll):
        return people_words(claim)
    if isinstance(claim, Force):
        return code_words(claim.side)
    if isinstance(claim, Tally):
        return tally_words(claim)
    if isinstance(claim, Act):
        return act_words(claim)
    if isinstance(claim, Responsibility):
        return f"{code_words(claim.basis)}: {plain(claim.side)}"
    if isinstance(claim, Motive):
        return ""
    if isinstance(claim, Response):
        return response_words(claim)
    if isinstance(claim, Lineage):
        return lineage_words(claim)
    return str(claim.__struct_config__.tag)


def _section(title: str, claims: Sequence[AnyClaim], width: int) -> list[Line]:
    if not claims:
        return []
    return [BLANK, Line(f"{MARGIN}{title}", "title"), *(line for claim in claims for line in _claim(claim, width))]


def _outside(record: Record, width: int) -> list[Line]:
    """Claims that belong to no account: tallies, sums over several incidents, lineage."""
    accounts = {account.id for account in record.accounts}
    rest = [claim for claim in record.claims if claim.account not in accounts]
    sections = (
        ("running counts", [claim for claim in rest if isinstance(claim, Tally)]),
        ("sums over several incidents", [claim for claim in rest if _is_toll(claim)]),
        ("also told", [claim for claim in rest if not isinstance(claim, Tally | Toll)]),
    )
    return [line for title, claims in sections for line in _section(title, claims, width)]


def _is_toll(claim: AnyClaim) -> TypeGuard[Toll]:
    return isinstance(claim, Toll)


def _issues(issues: Sequence[Issue], width: int) -> list[Line]:
    lines: list[Line] = [BLANK] if issues else []
    for issue in issues:
        where = "" if issue.span == (0, 0) else f" at {issue.span[0]}–{issue.span[1]}"
        lines += paragraph(f"{issue.code}{where}: {plain(issue.message)}", width, first=f"{MARGIN}! ", look="warning")
    return lines
