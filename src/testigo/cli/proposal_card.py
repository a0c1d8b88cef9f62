"""The card of proposals: what the rules and a model both read, what only one of them has, what was refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from testigo.cli.lines import BLANK, Line, Look, painted, paragraph
from testigo.cli.wording import code_words, count_words, head_words, plain, quoted
from testigo.model.claim import Toll
from testigo.model.proposal import Proposal, Proposals, ProposedName, Refusal
from testigo.model.record import Record

MARGIN = "  "
NOT_COUNTED = "Nothing below is counted: a model proposes, a person decides."
NONE = "none"


def proposal_card(record: Record, told: Proposals, place: str = "", width: int = 80, colour: bool = False) -> str:
    """The proposals of one dispatch as a card.

    >>> from testigo.model.record import DispatchHead
    >>> head = DispatchHead(id="d1", sha256="")
    >>> print(proposal_card(Record(dispatch=head), Proposals(dispatch=head, reader="model:m")).splitlines()[3])
      both read (0)
    """
    lines = paragraph(plain(place), width, look="quiet") if place else []
    lines += paragraph(head_words(told.dispatch), width, look="title")
    lines += paragraph(NOT_COUNTED, width, first=MARGIN)
    tolls = {claim.id: claim for claim in record.claims if isinstance(claim, Toll)}
    if told.reader:
        lines += _of_model(told, tolls, width)
    if told.names or not told.reader:
        lines += _section("names proposed", [_name_words(one, tolls) for one in told.names], width)
    for issue in told.issues:
        lines += paragraph(f"! {plain(issue.message)}", width, first=MARGIN, look="warning")
    return painted(lines, colour)


def _of_model(told: Proposals, tolls: Mapping[str, Toll], width: int) -> Iterator[Line]:
    by_id = {one.id: one for one in told.proposals}
    agreed = told.agreement
    yield from _section("both read", [_toll_words(tolls[claim]) for claim, _ in agreed.both], width, "good")
    yield from _section("only the rules read", [_toll_words(tolls[one]) for one in agreed.only_rules], width)
    yield from _section(
        f"only {plain(told.reader)} proposes", [proposal_words(by_id[one]) for one in agreed.only_model], width
    )
    yield from _section("refused", [_refusal_words(one) for one in told.refused], width)
    if told.orders:
        count = len(told.orders)
        words = "a passage speaks" if count == 1 else f"{count} passages speak"
        warning = f"! {words} to a machine and not to a reader; nothing is taken from there or from beside it."
        yield BLANK
        yield from paragraph(warning, width, first=MARGIN, look="warning")


def _section(title: str, entries: Iterable[str], width: int, look: Look = "plain") -> list[Line]:
    told = list(entries)
    lines = [BLANK, Line(f"{MARGIN}{title} ({len(told)})", "heading")]
    for words in told or [NONE]:
        lines += paragraph(words, width, first=f"{MARGIN}– " if told else MARGIN * 2, look=look if told else "quiet")
    return lines


def _toll_words(toll: Toll) -> str:
    return f"{count_words(toll.count)} {code_words(toll.outcome)} ({code_words(toll.people)}) {quoted(toll.quote)}"


def proposal_words(one: Proposal) -> str:
    """A proposal in words, with what a person should know of it.

    >>> from testigo.model.claim import Count
    >>> count = Count(low=5, high=5, text="Five")
    >>> proposal_words(
    ...     Proposal(
    ...         id="p1", span=(0, 9), quote="Five died", outcome="killed", people="civilians", count=count, reader="",
    ...         reader_version="", notes=("another_count_in_text",),
    ...     )
    ... )
    '5 killed (civilians) “Five died” [another count in text]'
    """
    said = f"{count_words(one.count)} {code_words(one.outcome)} ({code_words(one.people)}) {quoted(one.quote)}"
    speaker = f", said by {plain(one.speaker.text)}" if one.speaker else ""
    stance = "" if one.stance == "asserted" else f" [{one.stance}]"
    notes = "".join(f" [{code_words(note)}]" for note in one.notes)
    return f"{said}{speaker}{stance}{notes}"


def _refusal_words(one: Refusal) -> str:
    return f"{code_words(one.reason)}: {plain(one.message)} – {plain(one.said)}"


def _name_words(one: ProposedName, tolls: Mapping[str, Toll]) -> str:
    return f"{plain(one.name.text)} for {_toll_words(tolls[one.claim])} [{plain(one.reader)}]"
