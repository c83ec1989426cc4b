"""Cleaning one document, and many."""

from __future__ import annotations

import os
import re
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Deque, Dict, Iterable, Iterator, List, Optional, Sequence, Union

from . import _native
from ._types import (
    Article,
    Block,
    Contradiction,
    Copy,
    Document,
    Entry,
    Finding,
    Picture,
)

_Path = Union[str, "os.PathLike[str]"]
Source = Union[str, bytes, bytearray, memoryview, Document]

_KINDS = ("auto", "html", "text")
_SURVIVORS = ("finest", "first", "longest", "earliest", "latest", "cleanest")
_PASSES = ("encoding", "unicode", "extraction", "repetition", "layout")
_EXTRACTS = ("article", "none")
_RECORDS: Dict[str, Any] = {
    "blocks": Block,
    "pictures": Picture,
    "entries": Entry,
    "copies": Copy,
    "contradictions": Contradiction,
    "findings": Finding,
}

_SURROGATE = re.compile("[\ud800-\udfff]")

_lock = threading.Lock()
_engine: Optional[_native.Engine] = None


def _dictionaries() -> str:
    """Where the language data stands: named, in this package, or of the system."""
    named = os.environ.get("DOUBLON_DICTS")
    if named:
        return named
    carried = Path(__file__).parent / "dicts"
    return str(carried) if carried.is_dir() else _native.DICTS


def _the_engine() -> _native.Engine:
    global _engine
    with _lock:
        if _engine is None:
            _engine = _native.Engine(_dictionaries())
        return _engine


def languages() -> List[str]:
    """The languages that have words in the dictionaries, as in `fr`."""
    return _the_engine().languages()


def _index(what: str, value: str, names: Sequence[str]) -> int:
    if value not in names:
        raise ValueError(f"{what} is {value!r}, and not one of {', '.join(names)}")
    return names.index(value)


def _bits(what: str, values: Iterable[str], names: Sequence[str]) -> int:
    if isinstance(values, str):
        values = values.split(",")
    bits = 0
    for value in values:
        bits |= 1 << _index(what, value, names)
    return bits


def _furniture(
    lists: Union[None, _Path, Iterable[_Path]]
) -> Optional[_native.Furniture]:
    if lists is None:
        return None
    paths = [lists] if isinstance(lists, (str, os.PathLike)) else list(lists)
    return _native.Furniture(*(Path(path).read_bytes() for path in paths))


@dataclass(frozen=True)
class _Options:
    """The options of a run as the library takes them."""

    passes: int
    keep_all: bool
    keep: int
    survivor: int
    max_blocks: int
    max_depth: int
    furniture: Optional[_native.Furniture] = None

    @classmethod
    def of(
        cls,
        extract: str = "article",
        keep: Iterable[str] = (),
        survivor: str = "finest",
        only: Iterable[str] = (),
        skip: Iterable[str] = (),
        max_blocks: int = 0,
        max_depth: int = 0,
        furniture: Union[None, _Path, Iterable[_Path]] = None,
    ) -> _Options:
        every = (1 << len(_PASSES)) - 1
        chosen = _bits("only", only, _PASSES) or every
        chosen &= ~_bits("skip", skip, _PASSES)
        if chosen == 0:
            raise ValueError("no pass is left to run")
        return cls(
            passes=chosen,
            keep_all=_index("extract", extract, _EXTRACTS) == 1,
            keep=_bits("keep", keep, _native.ROLES),
            survivor=_index("survivor", survivor, _SURVIVORS),
            max_blocks=max_blocks,
            max_depth=max_depth,
            furniture=_furniture(furniture),
        )


def _as_document(source: Source) -> Document:
    if isinstance(source, Document):
        return source
    if isinstance(source, (str, bytes)):
        return Document(source)
    if isinstance(source, (bytearray, memoryview)):
        return Document(bytes(source))
    raise TypeError(f"a document is str, bytes or Document, not {type(source).__name__}")


def _utf8(text: str) -> bytes:
    """The text in UTF-8. Half a surrogate pair is no character: U+FFFD, in its place."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def _clean(engine: _native.Engine, document: Document, options: _Options) -> Article:
    data = document.data
    facts = engine.clean(
        _utf8(data) if isinstance(data, str) else data,
        isinstance(data, str),
        document.name,
        document.charset,
        document.lang,
        document.url,
        _index("kind", document.kind, _KINDS),
        options.passes,
        options.keep_all,
        options.keep,
        options.survivor,
        options.max_blocks,
        options.max_depth,
        options.furniture,
    )
    for name, record in _RECORDS.items():
        facts[name] = [record._make(values) for values in facts[name]]
    if isinstance(data, str):
        facts["source"] = data
    return Article(id=document.id, **facts)


def clean(
    source: Source,
    *,
    name: str = "",
    lang: str = "",
    charset: str = "",
    kind: str = "auto",
    url: str = "",
    **options: Any,
) -> Article:
    """Clean one document: a page or a text, as str or as bytes.

    Options are those of the command: `extract` (`article` or `none`), `keep` (roles),
    `survivor`, `only` and `skip` (passes), `max_blocks`, `max_depth`, and `furniture`:
    a list that `dedup(learn_furniture=…)` made, or several; `url` says the host, where
    the page does not.

    Raises `doublon.Error` where the document is refused. Other threads run meanwhile.
    """
    document = _as_document(source)
    if not isinstance(source, Document):
        document = Document(document.data, None, name, lang, charset, kind, url)
    return _clean(_the_engine(), document, _Options.of(**options))


class Results(Iterator[Article]):
    """The articles of `clean_many()`, one after another, or as Arrow columns.

    It is an iterator, and an Arrow stream for whoever asks (`pyarrow.table(results)`,
    `polars.DataFrame(results)`, `duckdb.from_arrow(…)`): a table of record batches that
    are made while they are read. Either way each document is cleaned once.
    """

    def __init__(self, articles: Iterator[Article], batch_rows: int) -> None:
        self._articles = articles
        self._batch_rows = batch_rows

    def __iter__(self) -> Results:
        return self

    def __next__(self) -> Article:
        return next(self._articles)

    def close(self) -> None:
        """Stop, and let go of what is still to be cleaned."""
        close = getattr(self._articles, "close", None)
        if close is not None:
            close()

    def __enter__(self) -> Results:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _batches(self) -> Iterator[List[Article]]:
        batch: List[Article] = []
        for article in self._articles:
            batch.append(article)
            if len(batch) == self._batch_rows:
                yield batch
                batch = []
        if batch:
            yield batch

    def __arrow_c_schema__(self) -> object:
        return _native.arrow_schema()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        # The interface lets a producer pass over a schema that it cannot give.
        return _native.arrow_stream(self._batches())


def _one_of_many(engine: _native.Engine, source: Source, options: _Options) -> Article:
    try:
        document = _as_document(source)
    except TypeError as error:
        return Article(text="", error=str(error))
    try:
        return _clean(engine, document, options)
    except (ValueError, TypeError, MemoryError) as error:
        return Article(
            text="", id=document.id, error=str(error) or type(error).__name__
        )


def _in_order(
    sources: Iterable[Source], options: _Options, jobs: int, window: int
) -> Iterator[Article]:
    engine = _the_engine()
    iterator = iter(sources)
    waiting: Deque[Future[Article]] = deque()
    failure: Optional[BaseException] = None
    is_open = True
    executor = ThreadPoolExecutor(jobs, thread_name_prefix="doublon")
    try:
        while is_open or waiting:
            while is_open and len(waiting) < window:
                try:
                    source = next(iterator)
                except StopIteration:
                    is_open = False
                except Exception as error:  # given on once all before it is done
                    is_open, failure = False, error
                else:
                    waiting.append(
                        executor.submit(_one_of_many, engine, source, options)
                    )
            if waiting:
                yield waiting.popleft().result()
        if failure is not None:
            raise failure
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def clean_many(
    sources: Iterable[Source],
    *,
    jobs: Optional[int] = None,
    window: Optional[int] = None,
    batch_rows: int = 256,
    **options: Any,
) -> Results:
    """Clean documents in `jobs` threads (one a processor), in the order they come.

    Nothing is read ahead but `window` documents (four a thread), so that a corpus of
    any size runs in the same memory. A document that fails gives an `Article` with
    `error`; the rest goes on. `batch_rows` is how many rows a record batch has where the
    results are taken as Arrow columns. Options are those of `clean()`.
    """
    jobs = jobs or len(os.sched_getaffinity(0))
    window = window or 4 * jobs
    if jobs < 1 or window < 1 or batch_rows < 1:
        raise ValueError("jobs, window and batch_rows are at least 1")
    return Results(_in_order(sources, _Options.of(**options), jobs, window), batch_rows)
