"""What a model is told, as messages: the wording is data, the mark around the text is the text's own hash.

Who writes a dispatch cannot know the hash of what he writes, so no text can close the frame around itself.
"""

from __future__ import annotations

from typing import Any

import msgspec

from testigo.model.digests import blake2b
from testigo.model.proposal import Said
from testigo.packs.prompt import prompt

Message = dict[str, str]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The answer that is asked for."""

    tolls: tuple[Said, ...]


def messages_about(text: str) -> list[Message]:
    """The messages that ask about a text.

    >>> [message["role"] for message in messages_about("Two men died.")]
    ['system', 'user']
    """
    words, mark = prompt(), mark_of(text)
    system = words.system.format(mark=mark)
    return [_message("system", system), _message("user", words.dispatch.format(mark=mark, text=text))]


def messages_of_repair(asked: list[Message], answer: str, fault: str) -> list[Message]:
    """The messages that ask again, with what was answered and what was wrong with it.

    >>> len(messages_of_repair(messages_about("Two men died."), "Sure!", "no JSON"))
    4
    """
    again = prompt().repair.format(fault=fault)
    return [*asked, _message("assistant", answer), _message("user", again)]


def mark_of(text: str) -> str:
    """The mark that stands before and behind a text.

    >>> mark_of("Two men died.") == mark_of("Two men died!")
    False
    """
    return f"DISPATCH-{blake2b(text.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def answer_schema() -> dict[str, Any]:
    """The form of the answer as a JSON schema.

    >>> answer_schema()["properties"]["tolls"]["type"]
    'array'
    """
    _, parts = msgspec.json.schema_components([Told], ref_template="#/$defs/{name}")
    defined = dict(parts)
    told: dict[str, Any] = {**defined.pop("Told"), "additionalProperties": False}
    said = {key: value for key, value in defined.pop("Said").items() if key != "description"}
    # servers that hold a model to a schema want every field named, and none beside them
    said |= {"required": list(said["properties"]), "additionalProperties": False}
    return {key: value for key, value in told.items() if key != "description"} | {"$defs": {"Said": said}}


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content.strip()}
