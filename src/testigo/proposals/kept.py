"""Proposals as somebody kept them: lines of a file, as `testigo propose --format jsonl` prints them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from testigo.errors import ModelError
from testigo.model.proposal import SCHEMA, Proposal, Proposals
from testigo.model.record import DispatchHead


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal with the dispatch that it is about, and where it stands in its file."""

    dispatch: DispatchHead
    proposal: Proposal
    place: str


def kept_proposals(path: Path) -> Iterator[Kept]:
    """Every proposal in a file of lines as `testigo propose --format jsonl` prints them. Raises ModelError (T-M007)."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                place = f"{path}:{number}"
                if line.strip():
                    told = _told(line, place)
                    yield from (Kept(dispatch=told.dispatch, proposal=one, place=place) for one in told.proposals)
    except OSError as error:
        raise _unknown(f"the file cannot be read: {error.strerror}", str(path)) from error


def chosen(path: Path, name: str) -> Kept:
    """The proposal of that name, or the one whose name begins so. Raises ModelError (T-M007)."""
    found = [one for one in kept_proposals(path) if one.proposal.id.startswith(name)]
    if not found:
        raise _unknown(f"no proposal is called {name}", str(path))
    if len(found) > 1:
        places = ", ".join(dict.fromkeys(one.place for one in found[:5]))
        raise _unknown(f"several proposals are called {name}: {places}", str(path))
    return found[0]


def _told(line: bytes, place: str) -> Proposals:
    try:
        told: Proposals = msgspec.convert(json.loads(line), Proposals)  # also half a character, kept as its code
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise _unknown(f"no line of proposals: {error}", place) from error
    if told.schema != SCHEMA:
        raise _unknown(f"it is of another form: {told.schema}", place)
    return told


def _unknown(what: str, place: str) -> ModelError:
    hint = "give a file of `testigo propose --format jsonl`, and a name of `testigo decide proposals`"
    return ModelError("T-M007", what, place=place, hint=hint)
