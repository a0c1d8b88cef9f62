"""The ledger's tables, as statements are made of them; `migrations/` makes them, and a test holds both together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, Table, Text

_ALL = MetaData()


def _table(name: str, **columns: type[BigInteger | Text | LargeBinary]) -> Table:
    return Table(name, _ALL, *(Column(column, kind) for column, kind in columns.items()))


Number, Bytes = BigInteger, LargeBinary

entry = _table("entry", seq=Number, kind=Text, at=Text, body=Text, previous=Text, hash=Text)
dispatch = _table("dispatch", n=Number, key=Text)
text = _table("text", n=Number, body=Bytes)
delivery = _table(
    "delivery", n=Number, id=Text, dispatch=Number, text=Number, item=Text, day=Text, content=Text, entry=Number
)
reading = _table("reading", n=Number, delivery=Number, reader=Text, issues=Text, digest=Text, entry=Number)
account = _table("account", n=Number, reading=Number, id=Text, local=Text, content=Text)
claim = _table(
    "claim", n=Number, reading=Number, id=Text, local=Text, account=Text, kind=Text, outcome=Text, low=Number,
    high=Number, content=Text,
)  # fmt: skip
decision = _table("decision", n=Number, kind=Text, undoes=Number, content=Text, entry=Number)
mention = _table("mention", thing=Text, decision=Number)
quarantine = _table(
    "quarantine", n=Number, id=Text, place=Text, code=Text, reason=Text, form=Text, raw=Bytes, entry=Number
)
settlement = _table("settlement", quarantine=Number, outcome=Text, entry=Number)
series = _table(
    "series", n=Number, id=Text, measure=Text, country=Text, admin1=Text, month=Text, count=Number, released=Text,
    source=Text, entry=Number,
)  # fmt: skip

standing = _table("standing", n=Number, dispatch=Number, reading=Number, since=Text, until=Text)
member = _table("member", account=Number, incident=Number)
incident = _table("incident", n=Number, country=Text, start=Text, end=Text, type=Text, lead=Text)
mark = _table("mark", mark=Text, day=Number, account=Number)
likeness = _table("likeness", account=Number, later=Text, scores=Text, linked=Text, retold=Text)
judged = _table("judged", judge=Text, until=Number, link=Number, together=Number, whole=Number, least=Number)

LOG = (entry, dispatch, text, delivery, reading, account, claim, decision, mention, quarantine, settlement, series)
DERIVED = (standing, member, incident, mark, likeness, judged)
"""The two indexes `area` and `words` are made differently by each store, see `store.py`."""
