"""One answer per input: a record, a complaint, or both, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from testigo.errors import PackError, SourceError, TestigoError
from testigo.model.dispatch import Dispatch
from testigo.model.record import DispatchHead, Issue, Record, head_of
from testigo.sources.delivery import Delivery

Reader = Callable[[Dispatch], Record]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one input. `error` is set when it failed, `record` wherever the input named itself."""

    place: str
    record: Record | None = None
    error: TestigoError | None = None


def answer(arrival: Delivery | SourceError, read: Reader) -> Answer:
    """Read what arrived. A reader that crashes costs this dispatch, never the batch.

    Only a faulty pack (PackError) is let through: with it, nothing that is read could be trusted.

    >>> from testigo.pipeline import read_dispatch
    >>> answer(SourceError("T-S006", "the line is not JSON", place="feed:3"), read=read_dispatch).record is None
    True
    """
    if isinstance(arrival, SourceError):
        return Answer(place=arrival.place, record=_record_of_unread(arrival), error=arrival)
    try:
        record = read(arrival.dispatch)
    except PackError:
        raise
    except Exception as crash:  # noqa: BLE001 - the batch must outlive a fault that nobody foresaw
        return _answer_to_crash(arrival, crash)
    return Answer(place=arrival.place, record=msgspec.structs.replace(record, issues=arrival.issues + record.issues))


def _answer_to_crash(delivery: Delivery, crash: Exception) -> Answer:
    what = f"the reader failed: {type(crash).__name__}: {crash}"
    issue = Issue(code="reader_failed", message=f"Nothing was read: {what}.")
    return Answer(
        place=delivery.place,
        record=Record(dispatch=head_of(delivery.dispatch), issues=(*delivery.issues, issue)),
        error=TestigoError(
            "T-R001",
            what,
            place=f"{delivery.place} (dispatch {delivery.dispatch.id})",
            hint="this is a fault of Testigo; please report it with the text",
        ),
    )


def _record_of_unread(error: SourceError) -> Record | None:
    if error.dispatch_id is None:
        return None
    issue = Issue(code="unreadable_dispatch", message=f"Nothing was read: {error.message}.")
    # There is no text to take a fingerprint of, and an empty text's would say there was one.
    return Record(dispatch=DispatchHead(id=error.dispatch_id, sha256=""), issues=(issue,))
