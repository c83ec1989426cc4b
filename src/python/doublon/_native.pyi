from typing import Any, Dict, List, Optional, Tuple

DICTS: str
ROLES: Tuple[str, ...]
__version__: str

class Error(ValueError):
    offset: Optional[int]

class Engine:
    def __new__(cls, dicts: str) -> Engine: ...
    def languages(self) -> List[str]: ...
    def clean(
        self,
        data: bytes,
        is_text: bool,
        name: str,
        charset: str,
        lang: str,
        url: str,
        kind: int,
        passes: int,
        keep_all: bool,
        keep: int,
        survivor: int,
        max_blocks: int,
        max_depth: int,
        furniture: Optional[Furniture],
        /,
    ) -> Dict[str, Any]: ...

class Furniture:
    def __new__(cls, *lists: bytes) -> Furniture: ...

class Index:
    def __new__(
        cls,
        engine: Engine,
        path: str,
        mode: int,
        exact: bool,
        store_text: bool,
        near: int,
        max_postings: int,
        max_hits: int,
        /,
    ) -> Index: ...
    def add(
        self, text: bytes, id: bytes, url: bytes, date: bytes, lang: bytes, /
    ) -> None: ...
    def flush(self) -> Tuple[int, int, int]: ...
    def query(
        self, text: bytes, id: bytes, url: bytes, date: bytes, lang: bytes, /
    ) -> List[Tuple[Any, ...]]: ...
    def remove(self, id: bytes, /) -> int: ...
    def compact(self) -> None: ...
    def verify(self) -> None: ...
    def stats(self) -> Dict[str, int]: ...
    def close(self) -> None: ...

def arrow_schema() -> object: ...
def arrow_stream(batches: object, /) -> object: ...
def dedup(
    engine: Engine,
    records: bytes,
    lines: bytes,
    furniture: bytes,
    units: int,
    exact: bool,
    removes: bool,
    survivor: int,
    near: int,
    max_postings: int,
    articles: int,
    share: int,
    text_field: str,
    html_field: str,
    drop_input: bool,
    /,
) -> Dict[str, Any]: ...
