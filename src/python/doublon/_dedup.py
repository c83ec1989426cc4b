"""What many documents repeat of each other."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import (
    Any,
    BinaryIO,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Union,
)

from . import _native
from ._clean import _bits, _index, _the_engine, _utf8
from ._types import Article, Document

Record = Union[Mapping[str, Any], str, bytes, Document, Article]

_UNITS = ("document", "paragraph", "passage")
_MODES = ("annotate", "clean")
_MATCHES = ("near", "exact")
_SURVIVORS = ("first", "longest", "earliest", "latest", "cleanest")


class CorpusCopy(NamedTuple):
    """What a document and another one have in common."""

    unit: str
    """`document`, `paragraph` or `passage`."""
    start: int
    end: int
    """In the text of the record, or its page: code points."""
    partner: str
    """The `id` of the other document, else its `url`, else a number made of what it says."""
    partner_byte_start: int
    partner_byte_end: int
    """In the other document, in UTF-8."""
    score: float
    """The share of the copy's words that stand in the survivor."""
    relation: str
    """`copy`, `version`, `excerpt` or `syndicated`."""
    survivor: bool
    """This one stays, and stands for the other."""


class CorpusContradiction(NamedTuple):
    """Words of a document that disagree with those of another one. Both stay."""

    kind: str
    start: int
    end: int
    partner: str
    partner_byte_start: int
    partner_byte_end: int


@dataclass(frozen=True)
class Repeats:
    """What a document repeats of the others."""

    line: str = field(repr=False)
    """As `doublon dedup` writes it, without the line end."""
    record: Dict[str, Any]
    """The same as a dictionary: the record, with the key `doublon`."""
    copies: List[CorpusCopy] = field(default_factory=list)
    contradictions: List[CorpusContradiction] = field(default_factory=list)
    repeated: float = 0.0
    """The share of its text that stands in others."""
    kept: float = 1.0
    text: Optional[str] = None
    """With `mode="clean"`: what is left of it."""
    emptied: bool = False
    error: Optional[str] = None
    """Why it could not be compared."""

    @property
    def id(self) -> Optional[str]:
        value = self.record.get("id")
        return value if isinstance(value, str) else None


class _Places:
    """Bytes of a text in UTF-8, as code points of the text."""

    def __init__(self, text: str) -> None:
        self._bytes = None if text.isascii() else _utf8(text)
        self._byte = self._count = 0

    def __call__(self, byte: int) -> int:
        if self._bytes is None:
            return byte
        if byte < self._byte:
            self._byte = self._count = 0
        self._count += len(self._bytes[self._byte : byte].decode())
        self._byte = byte
        return self._count


def _object(record: Record) -> Mapping[str, Any]:
    """The object of a line of JSON Lines."""
    if isinstance(record, Mapping):
        return record
    if isinstance(record, Article):
        if record.error is not None:
            raise ValueError(record.error)
        facts = {"id": record.id, "url": record.canonical, "date": record.date}
        known = {key: value for key, value in facts.items() if value is not None}
        return {**known, "lang": record.lang, "text": record.text}
    document = record if isinstance(record, Document) else Document(record)
    if not isinstance(document.data, (str, bytes)):
        raise TypeError(
            "a record is a dictionary, str, bytes, Document or Article, "
            f"not {type(record).__name__}"
        )
    data = document.data
    texts = {"id": document.id, "url": document.url, "lang": document.lang}
    return {
        **{key: value for key, value in texts.items() if value},
        "html" if document.kind == "html" else "text": (
            data.decode() if isinstance(data, bytes) else data
        ),
    }


def _write(
    file: BinaryIO, records: Iterable[Record], fields: Dict[str, str]
) -> Dict[int, str]:
    """A line a record, and why some have none: a line that fails stands in their place."""
    errors: Dict[int, str] = {}
    for number, record in enumerate(records):
        try:
            found = _object(record)
            if not isinstance(record, Mapping):
                found = {fields.get(key, key): value for key, value in found.items()}
            line = json.dumps(
                found, ensure_ascii=False, separators=(",", ":"), allow_nan=False
            )
        except (TypeError, ValueError, RecursionError) as error:
            errors[number] = str(error) or type(error).__name__
            line = "{}"
        file.write(_utf8(line) + b"\n")
    return errors


class Repetitions(Iterator[Repeats]):
    """What `dedup()` found, a document at a time, in the order of the records.

    `counts` has `documents`, `failed`, `copies`, `contradictions`, `emptied` …;
    `twice_ids` and `misdated_ids` are the first ids that several different documents
    have, and of documents with a date that cannot be read.
    """

    def __init__(
        self,
        folder: "tempfile.TemporaryDirectory[str]",
        facts: Dict[str, Any],
        errors: Dict[int, str],
        fields: Dict[str, str],
    ) -> None:
        self.twice_ids: List[str] = facts.pop("twice_ids")
        self.misdated_ids: List[str] = facts.pop("misdated_ids")
        self.counts: Dict[str, int] = facts
        self._errors = errors
        self._fields = fields
        self._folder = folder
        self._lines = open(Path(folder.name) / "lines", "rb")
        self._records = open(Path(folder.name) / "records", "rb")
        self._number = 0

    def __iter__(self) -> Repetitions:
        return self

    def __next__(self) -> Repeats:
        line = b"" if self._lines.closed else self._lines.readline()
        if not line:
            self.close()
            raise StopIteration
        given = self._records.readline()
        error = self._errors.get(self._number)
        self._number += 1
        return self._told(line.rstrip(b"\n").decode(), given, error)

    def close(self) -> None:
        """Let go of what is still to be read."""
        self._lines.close()
        self._records.close()
        self._folder.cleanup()

    def __enter__(self) -> Repetitions:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _compared(self, record: Dict[str, Any]) -> str:
        """The text that offsets count, as the command finds it."""
        earlier = record.get("doublon")
        texts = (
            earlier.get("text") if isinstance(earlier, dict) else None,
            record.get(self._fields["text"]),
            record.get(self._fields["html"]),
        )
        return next((text for text in texts if isinstance(text, str)), "")

    def _told(self, line: str, given: bytes, error: Optional[str]) -> Repeats:
        record: Dict[str, Any] = json.loads(line)
        told: Dict[str, Any] = record["doublon"]
        if error is not None:
            told["error"] = error
        if "error" in told:
            return Repeats(line, record, error=told["error"])
        if not told["copies"] and not told["contradictions"]:
            at = _Places("")
        else:
            at = _Places(self._compared(json.loads(given)))
        return Repeats(
            line,
            record,
            [
                CorpusCopy(
                    c["unit"],
                    at(c["from"]),
                    at(c["to"]),
                    c["partner"],
                    c["partner_from"],
                    c["partner_to"],
                    float(c["score"]),
                    c["relation"],
                    c["survivor"],
                )
                for c in told["copies"]
            ],
            [
                CorpusContradiction(
                    c["kind"],
                    at(c["from"]),
                    at(c["to"]),
                    c["partner"],
                    c["partner_from"],
                    c["partner_to"],
                )
                for c in told["contradictions"]
            ],
            float(told["shares"]["repeated"]),
            float(told["shares"]["kept"]),
            told.get("text"),
            told.get("emptied", False),
        )


def dedup(
    records: Iterable[Record],
    *,
    mode: str = "annotate",
    unit: Union[str, Iterable[str]] = ("document", "paragraph"),
    match: str = "near",
    near: Optional[float] = None,
    survivor: str = "earliest",
    max_postings: Optional[int] = None,
    text_field: str = "text",
    html_field: str = "html",
    drop_input: bool = False,
    learn_furniture: Union[None, str, "os.PathLike[str]"] = None,
    furniture_articles: Optional[int] = None,
    furniture_share: Optional[float] = None,
) -> Repetitions:
    """Say what documents repeat of each other, and which copy stays: `doublon dedup`.

        >>> for found in doublon.dedup(records):
        ...     found.copies, found.repeated

    A record is a dictionary as a line of JSON Lines is (`text` or `html`, and `id`, `url`,
    `date`, `lang` where they are known), an `Article` of `clean_many()`, a `Document`, or
    a text, as str or as UTF-8. Options are those of the command; `near` and
    `furniture_share` are shares, up to 1. `learn_furniture` is where the list is written
    that `clean(furniture=…)` takes.

    All is read before this returns, and kept in a folder for temporary files until the
    last document was taken. A record that cannot be compared gives one with `error`;
    the rest goes on. Other threads run meanwhile.
    """
    units = _bits("unit", unit, _UNITS)
    if units == 0:
        raise ValueError("no unit is left to compare")
    if mode == "clean" and units == 1 << _UNITS.index("passage"):
        raise ValueError("mode 'clean' removes documents and paragraphs, not passages")
    options = (
        units,
        _index("match", match, _MATCHES) == 1,
        _index("mode", mode, _MODES) == 1,
        1 + _index("survivor", survivor, _SURVIVORS),
        _thousandths("near", near),
        max_postings or 0,
        furniture_articles or 0,
        _thousandths("furniture_share", furniture_share),
        text_field,
        html_field,
        drop_input,
    )
    fields = {"text": text_field, "html": html_field}
    folder = tempfile.TemporaryDirectory(prefix="doublon-")
    try:
        given, lines = (os.path.join(folder.name, name) for name in ("records", "lines"))
        with open(given, "wb") as file:
            errors = _write(file, records, fields)
        learnt = b"" if learn_furniture is None else os.fsencode(learn_furniture)
        facts = _native.dedup(
            _the_engine(), os.fsencode(given), os.fsencode(lines), learnt, *options
        )
        return Repetitions(folder, facts, errors, fields)
    except BaseException:
        folder.cleanup()
        raise


def _thousandths(what: str, share: Optional[float]) -> int:
    if share is None:
        return 0
    if not 0 < share <= 1:
        raise ValueError(f"{what} is {share!r}, and not a share above 0, up to 1")
    return max(1, round(share * 1000))
