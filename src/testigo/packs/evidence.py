"""What a pack knows of the kinds of incidents: terms that show one, each with a weight."""

import msgspec


class Term(msgspec.Struct, frozen=True, array_like=True):
    """Words that stand in a row and show a kind of incident; a kind of "" takes them from shorter terms."""

    words: tuple[str, ...]
    kind: str
    weight: int


class Together(msgspec.Struct, frozen=True, array_like=True):
    """Groups of words; a sentence with one of each shows the kind."""

    groups: tuple[frozenset[str], ...]
    kind: str
    weight: int


class Evidence(msgspec.Struct, frozen=True):
    """Terms by their first word, the longest first, and the groups that show something together."""

    terms: dict[str, tuple[Term, ...]]
    together: tuple[Together, ...]
