from __future__ import annotations

import hashlib

from testigo.model import digests


def test_digests_are_those_of_hashlib() -> None:
    text = b"At least 22 people"
    assert digests.sha256(text).hexdigest() == hashlib.sha256(text).hexdigest()
    assert digests.blake2b(text, digest_size=8).hexdigest() == hashlib.blake2b(text, digest_size=8).hexdigest()
