"""Knowledge as data, and the loader that checks it before anything is read."""

from testigo.packs.language import Language, language, languages

__all__ = ["Language", "language", "languages"]
