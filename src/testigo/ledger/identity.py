"""What things are called for good: names made of content, the same in every ledger and under every reader.

Names of claims, accounts and incidents begin with a piece of their dispatch's key. So whatever is named is found by its
dispatch, and a ledger needs no index over millions of names that are scattered at random.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import get_args

import msgspec

from testigo.model.account import Account
from testigo.model.claim import AnyClaim
from testigo.model.digests import blake2b
from testigo.model.dispatch import Dispatch
from testigo.model.edition import Edition
from testigo.model.record import DispatchHead

KEY_LENGTH = 24
STEM = 12
"""How much of a dispatch's key the names of its claims and accounts begin with."""
CLAIM, ACCOUNT, INCIDENT, DISPATCH = "c", "a", "i", "d"
_PARTED = "\x1f"
_VALUES = ("outcome", "type", "measure", "relation", "basis")
_TOLD_BY = {
    kind: (kind.__struct_config__.tag, next((name for name in _VALUES if name in kind.__struct_fields__), ""))
    for kind in get_args(AnyClaim)
}
"""What a kind of claim is called, and which value, beside its count, tells one from another on the same words."""


def digest(*parts: str, size: int = 12) -> str:
    """The first `size` hexadecimal digits of the BLAKE2b hash of parts; half characters are hashed as they are.

    >>> digest("a", "b") == digest("ab")
    False
    """
    joined = _PARTED.join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=(size + 1) // 2).hexdigest()[:size]


def normalised(text: str) -> str:
    r"""A text as it is compared with others: composed characters, single blanks.

    >>> normalised(" Villa  Unio\u0301n\r\n")
    'Villa Unión'
    """
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(composed.split())


def dispatch_key(dispatch: Dispatch) -> str:
    r"""Which dispatch this is: its publisher and its normalised text (CODEBOOK, *The nouns*).

    Nothing but its own name tells a dispatch without text from others.

    >>> one = Dispatch(id="1", text="Two dead.", publisher="El Diario")
    >>> dispatch_key(one) == dispatch_key(Dispatch(id="2", text="Two  dead.\n", publisher="El Diario"))
    True
    """
    words = normalised(dispatch.text)
    return digest(dispatch.publisher or "", words, "" if words else dispatch.id, size=KEY_LENGTH)


def item_of(dispatch: Dispatch | DispatchHead, edition: Edition) -> str:
    """What all versions of an item share: its publisher, with the name that the wire or the input gave it."""
    return f"{dispatch.publisher or ''}{_PARTED}{edition.item or dispatch.id}"


def delivery_id(content: str, sha256: str) -> str:
    """Which delivery this is: all that was delivered, so that the same delivery is known when it comes again."""
    return digest(content, sha256, size=KEY_LENGTH)


def claim_ids(claims: Sequence[AnyClaim], key: str, sha256: str) -> list[str]:
    """Names for the claims of one reading, in their order.

    Each is made of the dispatch, the kind, the span, the outcome, the bounds and the speakers, and never of the reader
    or its version (OUTPUT): who reads the same again adds nothing. Two that agree in all of that are numbered.
    """
    stem = CLAIM + key[:STEM] + "-"
    seen: dict[str, int] = {}
    names = []
    for claim in claims:
        name = stem + digest(sha256, _told_by(claim))
        times = seen[name] = seen.get(name, 0) + 1
        names.append(name if times == 1 else f"{name}.{times}")
    return names


def account_ids(accounts: Sequence[Account], claims_of: Sequence[Iterable[str]], key: str) -> list[str]:
    """Names for the accounts of one reading: the dispatch, and which claims each is made of (CODEBOOK, *The nouns*)."""
    stem = ACCOUNT + key[:STEM] + "-"
    seen: dict[str, int] = {}
    names = []
    for account, claims in zip(accounts, claims_of, strict=True):
        made_of = sorted(claims) or [account.type, account.start or "", account.place.text or ""]
        name = stem + digest(*made_of)
        times = seen[name] = seen.get(name, 0) + 1
        names.append(name if times == 1 else f"{name}.{times}")
    return names


def incident_id(account_id: str) -> str:
    """An incident is called after its earliest account.

    >>> incident_id("a0123456789ab-0123456789ab")
    'i0123456789ab-0123456789ab'
    """
    return INCIDENT + account_id[1:]


def account_named(incident: str) -> str:
    """The account that an incident is, or once was, called after."""
    return ACCOUNT + incident[1:]


def stem_of(name: str) -> str:
    """The piece of its dispatch's key in the name of a claim, an account, an incident or a dispatch.

    >>> stem_of("c0123456789ab-ba9876543210")
    '0123456789ab'
    """
    return name[1:].partition("-")[0][:STEM]


def _told_by(claim: AnyClaim) -> str:
    count = getattr(claim, "count", None)
    bounds = f"{count.low},{count.high}" if count else ""
    kind, field = _TOLD_BY[type(claim)]
    what = str(getattr(claim, field)) if field else ""
    speakers = _PARTED.join([speaker.text for speaker in claim.attribution])
    start, end = claim.span
    return f"{kind}{_PARTED}{start},{end}{_PARTED}{what}{_PARTED}{bounds}{_PARTED}{speakers}"


def canonical(value: object) -> str:
    """A value as JSON that is the same for the same value: keys sorted, no blanks.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return encoded(value, order="sorted")


def encoded(value: object, order: str | None = None) -> str:
    """A value as compact JSON; half a character, which JSON in UTF-8 cannot hold, stands there as its code."""
    try:
        return msgspec.json.encode(value, order=order).decode()  # type: ignore[arg-type]
    except UnicodeEncodeError:
        import json  # seldom needed, and slow to load

        return json.dumps(msgspec.to_builtins(value), separators=(",", ":"), sort_keys=order == "sorted")
