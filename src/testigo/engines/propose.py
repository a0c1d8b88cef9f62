"""What a model and a pipeline of names propose of dispatches, beside what the rules read; no ledger is touched."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from testigo.errors import PackError, TestigoError
from testigo.model.dispatch import Dispatch
from testigo.model.proposal import Proposals, Refusal
from testigo.model.record import Issue, Record, head_of
from testigo.packs import language, languages
from testigo.packs.prompt import prompt_version
from testigo.pipeline import read_dispatch
from testigo.proposals.agree import agreement, compared
from testigo.proposals.answers import Heard
from testigo.proposals.names import Recogniser, proposed_names
from testigo.proposals.verify import Page, Reader, Verified, page_of, verified

Hear = Callable[[str, str], Heard]
"""Asks a model about a text; the second is the place that an error names."""


class Advisers(msgspec.Struct, frozen=True, kw_only=True):
    """Who proposes: a model under its name, a recogniser of names under its own; either may be missing."""

    hear: Hear | None = None
    model: str = ""
    names: Recogniser | None = None
    pipeline: str = ""

    @property
    def reader(self) -> Reader:
        """The name and version that the model's proposals carry.

        >>> Advisers(model="m").reader.name
        'model:m'
        """
        return Reader(f"model:{self.model}", f"{self.model} {prompt_version()}") if self.model else Reader("", "")


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one dispatch: the rules' own record, what is proposed beside it, and what went wrong."""

    place: str
    record: Record
    proposals: Proposals
    error: TestigoError | None = None


def propose(dispatch: Dispatch, place: str, advisers: Advisers) -> Advice:
    """What is proposed of one dispatch. A model that cannot be asked costs its proposals and nothing else."""
    try:
        return _advice(dispatch, place, advisers)
    except PackError:
        raise
    except Exception as crash:  # noqa: BLE001 - the batch must outlive a fault that nobody foresaw
        what = f"the reader failed: {type(crash).__name__}: {crash}"
        error = TestigoError("T-R001", what, place=place, hint="this is a fault of Testigo; please report it")
        head = head_of(dispatch)
        return Advice(place=place, record=Record(dispatch=head), proposals=Proposals(dispatch=head), error=error)


def _advice(dispatch: Dispatch, place: str, advisers: Advisers) -> Advice:
    record = read_dispatch(dispatch)
    if record.dispatch.lang not in languages() or not dispatch.text.strip():
        untold = Proposals(dispatch=record.dispatch, issues=record.issues)
        return Advice(place=place, record=record, proposals=untold)
    text = dispatch.text
    page = page_of(text, language(record.dispatch.lang), record.claims)
    told, error = _heard(text, place, advisers)
    stands = verified(told.said, page, advisers.reader)
    made = _proposals(record, page, stands, advisers)
    refused: tuple[Refusal, ...] = (*told.refused, *stands.refused)
    issues = (Issue(code="model_not_heard", message=f"{error.message}."),) if error else ()
    made = msgspec.structs.replace(made, refused=refused, issues=issues)
    return Advice(place=place, record=record, proposals=made, error=error)


def _heard(text: str, place: str, advisers: Advisers) -> tuple[Heard, TestigoError | None]:
    if advisers.hear is None:
        return Heard((), ()), None
    try:
        return advisers.hear(text, place), None
    except PackError:
        raise
    except TestigoError as error:
        return Heard((), ()), error


def _proposals(record: Record, page: Page, stands: Verified, advisers: Advisers) -> Proposals:
    proposals = compared(record.claims, stands.proposals)
    persons = advisers.names(page.text) if advisers.names else ()
    return Proposals(
        dispatch=record.dispatch,
        reader=advisers.reader.name,
        reader_version=advisers.reader.version,
        proposals=proposals,
        names=proposed_names(page, record.claims, persons, f"spacy:{advisers.pipeline}"),
        orders=page.orders,
        agreement=agreement(record.claims, proposals),
    )
