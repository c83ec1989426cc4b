"""Scraped news articles into text that can be used.

    >>> import doublon
    >>> article = doublon.clean("<h1>Crue</h1><p>L'eau monte à Li&egrave;ge.</p>")
    >>> article.text
    "L'eau monte à Liège."
    >>> article.title
    'Crue'

`clean()` takes one document, `clean_many()` as many as there are, in parallel and in
order. `dedup()` says what many repeat of each other, and `Archive` what stood in earlier
ones. Every `start` and `end` counts code points of what was given, so that
`page[block.start:block.end]` is where a block stands in the page.
"""

from ._archive import Archive
from ._clean import Results, clean, clean_many, languages
from ._dedup import (
    CorpusContradiction,
    CorpusCopy,
    Repeats,
    Repetitions,
    dedup,
)
from ._native import Error, __version__
from ._types import (
    Added,
    Article,
    Block,
    Contradiction,
    Copy,
    Document,
    Entry,
    Finding,
    Hit,
    Picture,
)

__all__ = [
    "Added",
    "Archive",
    "Article",
    "Block",
    "Contradiction",
    "Copy",
    "CorpusContradiction",
    "CorpusCopy",
    "Document",
    "Error",
    "Entry",
    "Finding",
    "Hit",
    "Picture",
    "Repeats",
    "Repetitions",
    "Results",
    "__version__",
    "clean",
    "clean_many",
    "dedup",
    "languages",
]
