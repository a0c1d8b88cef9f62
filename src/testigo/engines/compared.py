"""What is compared in one go, here or in another process: accounts, and who of them is held against whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from testigo.engines.rings import rings_seldom
from testigo.incidents.joining.decide import score
from testigo.incidents.joining.held import held
from testigo.incidents.joining.retold import is_retold
from testigo.ledger.likely import Alike, Kin
from testigo.ledger.partition import thousandths
from testigo.model.likeness import Weights
from testigo.model.outline import Outline

_PAIRS = 50_000
"""Pairs that are compared in one go."""


class Part(msgspec.Struct, frozen=True):
    """Accounts by their numbers; of some those with larger numbers that each is compared with; and who judges."""

    outlines: dict[int, Outline]
    near: dict[int, list[int]]
    weights: Weights

    def __reduce__(self) -> tuple[Callable[..., Part], tuple[object, ...]]:
        """How it goes to another process: this takes a tenth of the time that its pieces one by one would take."""
        try:
            return _unpacked, (msgspec.msgpack.encode(self),)
        except UnicodeEncodeError:  # half a character
            return Part, (self.outlines, self.near, self.weights)


_parts: msgspec.msgpack.Decoder[Part] = msgspec.msgpack.Decoder(Part)


def _unpacked(raw: bytes) -> Part:
    return _parts.decode(raw)


def parts(near: Mapping[int, Sequence[int]], outlines: Mapping[int, Outline], known: Weights) -> Iterator[Part]:
    """All pairs of some accounts with those before them, by the smaller number, in parts of about one size."""
    later: dict[int, list[int]] = {}
    for other, found in near.items():
        for one in found:
            if outlines[one].dispatch != outlines[other].dispatch:
                later.setdefault(one, []).append(other)
    held: dict[int, list[int]] = {}
    pairs = 0
    for one in sorted(later):
        held[one] = later[one]
        pairs += len(later[one])
        if pairs >= _PAIRS:
            yield _part(held, outlines, known)
            held, pairs = {}, 0
    if held:
        yield _part(held, outlines, known)


def _part(near: dict[int, list[int]], outlines: Mapping[int, Outline], known: Weights) -> Part:
    numbers = near.keys() | {n for found in near.values() for n in found}
    return Part({n: outlines[n] for n in numbers}, near, known)


@rings_seldom()
def compared(part: Part) -> Alike:
    """How alike the accounts of a part are, as far as that is more than the least or their text is one."""
    least, link = thousandths(part.weights.least), thousandths(part.weights.link)
    accounts = {n: held(outline) for n, outline in part.outlines.items()}
    kin = {n: Kin(n) for n in accounts}
    for one, found in part.near.items():
        mine, own = accounts[one], kin[one]
        for other in found:
            yours = accounts[other]
            alike = thousandths(score(mine, yours, part.weights))
            is_one_text = is_retold(mine, yours)
            if alike > least or is_one_text:
                own.later.append(other)
                own.scores.append(alike)
                if is_one_text:
                    own.retold.append(other)
                if alike >= link:
                    own.linked.append(other)
                    kin[other].linked.append(one)
    linked = [n for n, one in kin.items() if one.linked]
    links = sum(len(kin[n].linked) for n in linked) // 2
    return Alike([one.row for one in kin.values() if one.later or one.linked], linked, links)
