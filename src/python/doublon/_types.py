"""What goes in and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, NamedTuple, Optional, Union


class Block(NamedTuple):
    """A paragraph-level piece of what is visible, the article's or not."""

    role: str
    """`lead`, `paragraph`, `heading`, `furniture` …: `doublon help roles`."""
    text: str
    """As repaired; `source[start:end]` is as it was."""
    start: int
    end: int
    rule: str
    """The rule that gave the role."""
    level: int
    """1 to 6 of a heading, the depth of an item, else 0."""
    removed: bool
    """It is a copy: its content stands elsewhere."""


class Picture(NamedTuple):
    """A picture of the article."""

    start: int
    end: int
    """`source[start:end]` is its tag."""
    caption: Optional[str]
    credit: Optional[str]


class Entry(NamedTuple):
    """What a live page says at one time."""

    time: Optional[str]
    """ISO 8601, or `HH:MM` where only the hour is said."""
    heading: Optional[str]
    start: int
    end: int
    """From its time to the end of its text."""
    text_start: int
    """Where its text begins, behind the heading."""


class Hit(NamedTuple):
    """What of a text stood in an archive before."""

    start: int
    end: int
    unit: str
    """`paragraph`, or `document`: all of the text."""
    relation: str
    """`copy`, `version` or `excerpt`."""
    score: float
    """The share of its words that stand there."""
    exact: bool
    """It is the same byte for byte."""
    estimated: bool
    """Score and relation come from hashes alone."""
    partner: str
    """The `id` of the document where it stood, else its `url`."""
    partner_byte_start: int
    partner_byte_end: int
    """Of that document, as it was added, in UTF-8."""
    url: Optional[str]
    date: Optional[str]
    """Of that document."""


class Added(NamedTuple):
    """What was written since an archive was opened."""

    documents: int
    paragraphs: int
    known: int
    """Documents that stood there already, and are the same."""


class Copy(NamedTuple):
    """A span that repeats another one."""

    kind: str
    """`exact`, `near`, `contained` or `covered` (then there is one for each partner)."""
    start: int
    end: int
    partner_start: int
    partner_end: int
    score: float
    """The share of its words that were aligned."""
    survivor: bool
    """This occurrence stays."""


class Contradiction(NamedTuple):
    """Two copies that cannot both be right. Both stay; these are the words."""

    kind: str
    """`number`, `date`, `name`, `negation` or `certainty`."""
    a_start: int
    a_end: int
    b_start: int
    b_end: int


class Finding(NamedTuple):
    """Something to look at that was not changed."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A document with what is known of it."""

    data: Union[str, bytes]
    id: Optional[str] = None
    """Comes back as the article's."""
    name: str = ""
    """A file name, whose ending may say the kind."""
    lang: str = ""
    """BCP 47; empty: said by the page, or recognised."""
    charset: str = ""
    """What a protocol said, for bytes."""
    kind: str = "auto"
    """`auto`, `html` or `text`."""
    url: str = ""
    """Where it stood."""


@dataclass(frozen=True)
class Article:
    """A cleaned document."""

    text: str
    """Lead, headings, paragraphs, quotes and items, each once, a blank line apart."""
    title: Optional[str] = None
    byline: Optional[str] = None
    """Names only, joined by a comma."""
    function: Optional[str] = None
    """What the author is."""
    date: Optional[str] = None
    """When it was published: ISO 8601."""
    modified: Optional[str] = None
    """When it was changed last."""
    lead: Optional[str] = None
    section: Optional[str] = None
    tags: List[str] = field(default_factory=list)
    canonical: Optional[str] = None
    """The address that the page gives for itself."""
    licence: Optional[str] = None
    robots: Optional[str] = None
    access: Optional[str] = None
    """`free` or `closed`, where the page says so."""
    mining: Optional[str] = None
    """`allowed` or `reserved`: whether machines may learn from it."""
    lang: str = "und"
    charset: str = ""
    source: str = field(default="", repr=False)
    """What offsets count: the str that was given, or what the bytes were decoded to."""
    blocks: List[Block] = field(default_factory=list, repr=False)
    pictures: List[Picture] = field(default_factory=list, repr=False)
    entries: List[Entry] = field(default_factory=list, repr=False)
    """Of a live page, in its order."""
    copies: List[Copy] = field(default_factory=list, repr=False)
    contradictions: List[Contradiction] = field(default_factory=list, repr=False)
    findings: List[Finding] = field(default_factory=list, repr=False)
    id: Optional[str] = None
    """Of the `Document` it was made from."""
    error: Optional[str] = None
    """Why it failed, in what `clean_many()` gives; `text` is then empty."""
