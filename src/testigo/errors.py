"""The errors Testigo raises: each says what is wrong, where, and what to do next."""

from __future__ import annotations


class TestigoError(Exception):
    """Base of all errors of this package.

    `code` names a page section of docs/reference/errors.md, `place` says where (`file:line`,
    `input:line`), `hint` what to do next.

    >>> str(TestigoError("T-S001", "not valid UTF-8", place="a.txt", hint="save the file as UTF-8"))
    'T-S001 a.txt: not valid UTF-8 (save the file as UTF-8)'
    """

    __test__ = False

    def __init__(self, code: str, message: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(code, message)  # what a copy in another process is made with; the rest follows
        self.code = code
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        where = f" {self.place}:" if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.code}{where} {self.message}{hint}"


class PackError(TestigoError):
    """A pack file is wrong: nothing is read before it is mended."""


class SourceError(TestigoError):
    """One input could not be turned into a dispatch; the others of the batch go on.

    `dispatch_id` is the name the input gave itself, if it could be made out: whoever named a dispatch is
    owed an answer under that name, even when the rest of the input is lost. `raw` holds the bytes of the item that
    was refused, at most `RAW_KEPT` of them, and `form` what it was taken for, so that it can be kept and tried again;
    both are None where nothing was read.
    """

    RAW_KEPT = 1 << 20

    def __init__(
        self, code: str, message: str, *, place: str = "", hint: str = "", dispatch_id: str | None = None
    ) -> None:
        super().__init__(code, message, place=place, hint=hint)
        self.dispatch_id = dispatch_id
        self.raw: bytes | None = None
        self.form: str | None = None

    def keeping(self, raw: bytes, form: str | None) -> SourceError:
        """The error with the bytes it is about and their form, unless it holds those of a smaller part already.

        >>> SourceError("T-S006", "the line is not JSON").keeping(b'{"id": "d1', "jsonl").raw
        b'{"id": "d1'
        """
        if self.raw is None:
            self.raw, self.form = bytes(raw[: self.RAW_KEPT]), form
        return self


class LedgerError(TestigoError):
    """The ledger cannot do what is asked of it; nothing of it was changed."""


class ConflictError(LedgerError):
    """Somebody else ruled on the same thing meanwhile; look again and decide anew."""


class ModelError(TestigoError):
    """A model, or a pipeline that finds names, could not be asked about one dispatch; the others go on."""
