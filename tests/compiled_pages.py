"""Templates compiled once in a test process: tests make many applications, all with the same templates."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledPages(BytecodeCache):
    """In memory; a template that was changed has another checksum, and is compiled again."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was compiled before."""
        if bucket.key in self._kept:
            bucket.load_bytecode(BytesIO(self._kept[bucket.key]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        written = BytesIO()
        bucket.write_bytecode(written)
        self._kept[bucket.key] = written.getvalue()


COMPILED: Final = CompiledPages()
