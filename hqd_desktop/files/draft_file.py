"""The journal of half-written texts as a small JSON file in the data folder; it refuses to raise."""

import json
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hqd_desktop.services.drafts import Draft

NAME = "drafts.json"
LIMIT = 2**20
_KINDS = (("words", str), ("text", str), ("database", str), ("year", int), ("item", str), ("period", str))
_log = logging.getLogger("hqd.drafts")


class DraftFile:
    """services.drafts.Drafts. Written at every pause of typing, so it does not wait for the disk."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def write(self, drafts: Sequence[Draft]) -> None:
        """Keep these, whole or as before; only this user may read them."""
        try:
            if not drafts:
                self.path.unlink(missing_ok=True)
                return
            beside = self.path.with_name(f"{NAME}.new")
            data = json.dumps([asdict(draft) for draft in drafts], ensure_ascii=False).encode()
            with suppress(FileNotFoundError):
                beside.unlink()
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            beside.replace(self.path)
        except OSError as error:
            _log.warning("no draft kept: %s", type(error).__name__)

    def left(self) -> Sequence[Draft]:
        """What is there; nothing where it cannot be read."""
        try:
            if self.path.stat().st_size > LIMIT:
                return ()
            rows: list[dict[str, Any]] = json.loads(self.path.read_text(encoding="utf-8"))
            return [Draft(**row) for row in rows if all(isinstance(row[name], kind) for name, kind in _KINDS)]
        except (OSError, ValueError, TypeError, LookupError):
            return ()
