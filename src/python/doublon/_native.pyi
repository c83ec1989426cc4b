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
        kind: int,
        passes: int,
        keep_all: bool,
        keep: int,
        survivor: int,
        max_blocks: int,
        max_depth: int,
        /,
    ) -> Dict[str, Any]: ...

def arrow_schema() -> object: ...
def arrow_stream(batches: object, /) -> object: ...
