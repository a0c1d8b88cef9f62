"""Words by which the language of a text is known: a small table of its own, so that no pack is opened to choose one."""

import os
from collections.abc import Mapping
from functools import cache

import msgspec

from testigo.packs.kept import fingerprint, kept
from testigo.packs.language import FOLDER, folder_of, languages

NAME = "function_words"
OF_A_PACK = f"{NAME}.toml"
"""The file of a pack that lists them."""
OTHERS = os.path.join(FOLDER, "other_languages.toml")
"""Those of languages without a pack."""


class FunctionWords(msgspec.Struct, frozen=True):
    """Every folded function word with the languages that have it."""

    languages: Mapping[str, tuple[str, ...]]


def files_of_words() -> list[str]:
    """The files that list function words, of packs first."""
    listed = (os.path.join(folder_of(code), OF_A_PACK) for code in languages())
    return [*filter(os.path.exists, listed), OTHERS]


@cache
def function_words() -> FunctionWords:
    """The table, read once. Raises PackError when a file is not TOML or lists no words.

    >>> function_words().languages["they"]
    ('en',)
    """
    paths = files_of_words()

    def compiled() -> FunctionWords:
        from testigo.packs.build_function_words import compile_words  # a start that finds what was kept needs it not

        return compile_words(paths)

    return kept(NAME, fingerprint(paths), FunctionWords, compiled)
