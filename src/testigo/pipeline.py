"""The flow on one page: dispatch → record."""

from __future__ import annotations

from testigo.model.dispatch import Dispatch
from testigo.model.record import Issue, Record, head_of

LANGUAGES = frozenset({"en"})


def read_dispatch(dispatch: Dispatch, gated: bool = True) -> Record:
    """Read one dispatch: a pure function of its text, its date and the packs.

    `gated` False analyses every sentence in depth; the record is the same, only slower.

    >>> read_dispatch(Dispatch(id="d1", text="", lang="en")).dispatch.id
    'd1'
    """
    return Record(dispatch=head_of(dispatch), issues=_what_hinders(dispatch))


def _what_hinders(dispatch: Dispatch) -> tuple[Issue, ...]:
    if not dispatch.text.strip():
        return (Issue(code="empty_text", message="The dispatch has no text, so nothing was read from it."),)
    if dispatch.lang not in LANGUAGES:
        return (Issue(code="no_language_pack", message=f"There is no language pack for {dispatch.lang!r} yet."),)
    return ()
