"""Runs: what a run began with, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from testigo.ledger import chain
from testigo.ledger.store import Store
from testigo.ledger.writer import Tally


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run as the log tells it; `ended` is None of one that was cut off, which goes on when it is run again."""

    n: int
    at: str
    inputs: tuple[str, ...]
    reader: str
    tally: Tally = Tally()
    ended: str | None = None


def begin(store: Store, inputs: Sequence[str], reader: str, at: str) -> int:
    """Note that a run begins, and give its number."""
    with store.writing() as connection:
        return chain.append(connection, "run", at, {"inputs": list(inputs), "reader": reader}).seq


def end(store: Store, run: int, tally: Tally, at: str) -> None:
    """Note that a run came to its end, with what became of its inputs."""
    with store.writing() as connection:
        chain.append(connection, "end", at, {"run": run, "tally": tally})


def runs(store: Store) -> list[Run]:
    """All runs in their order; what a run that was cut off had entered is counted from its batches."""
    found: dict[int, Run] = {}
    with store.reading() as connection:
        for entry in chain.entries(connection):
            if entry.kind == "run":
                body = msgspec.json.decode(entry.body)
                found[entry.seq] = Run(n=entry.seq, at=entry.at, inputs=tuple(body["inputs"]), reader=body["reader"])
            elif entry.kind in ("batch", "end"):
                told = msgspec.json.decode(entry.body, type=_Told)
                if told.run is None:
                    continue
                run = found[told.run]
                ended = entry.at if entry.kind == "end" else None
                tally = told.tally if ended else run.tally + told.tally
                found[told.run] = msgspec.structs.replace(run, tally=tally, ended=ended)
    return list(found.values())


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    run: int | None = None
    tally: Tally = Tally()
