"""The tables that lie beside those of a release, and its sentences (schemas/releases.toml)."""

from __future__ import annotations

from testigo.model.schema import Schema
from testigo.packs.schema import schema


def shape() -> Schema:
    """The schema of releases.

    >>> shape().table("tombstones").key
    ('incident_id',)
    """
    return schema("releases")
