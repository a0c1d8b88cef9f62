from __future__ import annotations

import json
from typing import Any

import jsonschema
import msgspec
import pytest

from testigo.cli import main
from testigo.cli.output import encode
from testigo.cli.schema import record_schema
from testigo.model.record import Record
from tests.records import raid


def as_printed(record: Record) -> dict[str, Any]:
    """A record as a machine reads it."""
    printed: dict[str, Any] = json.loads(encode(record))
    return printed


def test_the_schema_is_printed_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(capfd.readouterr().out))


def test_the_schema_holds_for_a_record_with_every_sort_of_thing_in_it() -> None:
    jsonschema.validate(as_printed(raid()), record_schema())


def test_the_schema_refuses_an_outcome_that_is_none() -> None:
    record = as_printed(raid())
    record["claims"][0]["outcome"] = "inconvenienced"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, record_schema())


def test_a_record_comes_back_from_its_json_as_it_was() -> None:
    assert msgspec.json.decode(msgspec.json.encode(raid()), type=Record) == raid()
