"""The record of one dispatch: everything that was read from it, in the output contract `testigo/1`."""

from __future__ import annotations

import msgspec

from testigo.model.account import Account
from testigo.model.claim import AnyClaim
from testigo.model.dispatch import UNDETERMINED, Dateline, Dispatch, Span

SCHEMA = "testigo/1"


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person should look at: a figure nobody read, a text that could not be read.

    `code` is one of docs/reference/issues.md.
    """

    code: str
    span: Span = (0, 0)
    message: str


class DispatchHead(msgspec.Struct, frozen=True, kw_only=True):
    """A dispatch without its text."""

    id: str
    sha256: str
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    lang: str = UNDETERMINED
    published: str | None = None
    dateline: Dateline = Dateline()
    headline: str | None = None


def head_of(dispatch: Dispatch) -> DispatchHead:
    """Everything about a dispatch but its text, with the text's fingerprint in its place.

    >>> head_of(Dispatch(id="d1", text="x", publisher="El Diario")).publisher
    'El Diario'
    """
    return DispatchHead(
        id=dispatch.id,
        sha256=dispatch.sha256,
        publisher=dispatch.publisher,
        agency=dispatch.agency,
        url=dispatch.url,
        lang=dispatch.lang,
        published=dispatch.published,
        dateline=dispatch.dateline,
        headline=dispatch.headline,
    )


class Heading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a text tells of itself where whoever delivered it did not say: its language, agency and dateline."""

    lang: str | None = None
    agency: str | None = None
    dateline: Dateline | None = None

    def over(self, head: DispatchHead) -> DispatchHead:
        """The head with what the text tells.

        >>> Heading(agency="EFE").over(DispatchHead(id="d1", sha256="", publisher="El Faro")).agency
        'EFE'
        """
        return msgspec.structs.replace(
            head,
            lang=self.lang or head.lang,
            agency=self.agency or head.agency,
            dateline=self.dateline or head.dateline,
        )


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One output object per dispatch."""

    schema: str = SCHEMA
    dispatch: DispatchHead
    claims: tuple[AnyClaim, ...] = ()
    accounts: tuple[Account, ...] = ()
    issues: tuple[Issue, ...] = ()
