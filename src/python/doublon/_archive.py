"""What was published before."""

from __future__ import annotations

import os
import threading
from types import TracebackType
from typing import Any, Dict, List, Optional, Type, Union

from . import _native
from ._clean import _index, _the_engine, _utf8
from ._types import Added, Hit

_MODES = ("read", "write", "create")


def _parts(*texts: Optional[str]) -> List[bytes]:
    return [_utf8(text or "") for text in texts]


class Archive:
    """An archive on disk, that of `doublon index`.

        >>> with doublon.Archive("archive.dbn") as archive:
        ...     hits = archive.query(text)
        ...     archive.add(text, id="a-1", date="2024-05-06")

    `mode` is `create` (made where there is none), `write` or `read`. `exact` and
    `store_text` are for an archive that is made: find only what is the same byte for
    byte; keep the texts, so that what looks alike is verified. `near` is the share of
    the words of the shorter paragraph that must stand in the other one.

    Threads may share it; each call waits for the one before.
    """

    def __init__(
        self,
        path: Union[str, "os.PathLike[str]"],
        mode: str = "create",
        *,
        exact: bool = False,
        store_text: bool = False,
        near: Optional[float] = None,
        max_postings: Optional[int] = None,
        max_hits: Optional[int] = None,
    ) -> None:
        self._lock = threading.Lock()
        if near is not None and not 0 < near <= 1:
            raise ValueError(f"near is {near!r}, and not a share above 0, up to 1")
        self._native = _native.Index(
            _the_engine(),
            os.fspath(path),
            _index("mode", mode, _MODES),
            exact,
            store_text,
            0 if near is None else max(1, round(near * 1000)),
            max_postings or 0,
            max_hits or 0,
        )

    def query(
        self,
        text: str,
        *,
        id: Optional[str] = None,
        url: Optional[str] = None,
        date: Optional[str] = None,
        lang: Optional[str] = None,
    ) -> List[Hit]:
        """What of a text stood there before, in the order of the text; of a paragraph
        what is the same first, then what looks nearest."""
        with self._lock:
            found = self._native.query(*_parts(text, id, url, date, lang))
        return [Hit(*hit) for hit in found]

    def add(
        self,
        text: str,
        *,
        id: Optional[str] = None,
        url: Optional[str] = None,
        date: Optional[str] = None,
        lang: Optional[str] = None,
    ) -> None:
        """Add a text. It is known by its `id`, else its `url`, else a number made of
        what it says; it is found once it is written: see `flush()`. Another text of the
        same `id` stands beside the first one, and neither is told of the other."""
        with self._lock:
            self._native.add(*_parts(text, id, url, date, lang))

    def flush(self) -> Added:
        """Write what was added, all of it or nothing."""
        with self._lock:
            return Added(*self._native.flush())

    def remove(self, id: str) -> int:
        """Remove the documents with that id; how many there were. What was added is
        written before."""
        with self._lock:
            return self._native.remove(_utf8(id))

    def compact(self) -> None:
        """Merge what many additions left, and give space back."""
        with self._lock:
            self._native.compact()

    def verify(self) -> None:
        """Read all of it; `doublon.Error` where it is damaged."""
        with self._lock:
            self._native.verify()

    def stats(self) -> Dict[str, Any]:
        """What it holds: `documents`, `paragraphs`, `bytes` …"""
        with self._lock:
            return dict(self._native.stats())

    def close(self) -> None:
        """What was added and not flushed is lost."""
        with self._lock:
            self._native.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        try:
            if kind is None:
                self.flush()
        finally:
            self.close()
