"""The settings as a JSON file in the data folder; it refuses to know what any setting means."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hqd_desktop.domain.problems import Problem
from hqd_desktop.files.input_bytes import read_bytes
from hqd_desktop.files.safe_write import write_text
from hqd_desktop.services.errors import FileRefused

NAME = "settings.json"
LIMIT = 2**20
_KINDS = (str, int, float, bool, list, dict)


class SettingsFile:
    """Settings by dotted key (`window.size`), kept flat. Keys of other versions are kept as they are.

    A damaged file is set aside under another name and the defaults hold; `problems` tells it, once per opening.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.problems: tuple[Problem, ...] = ()
        self._values: dict[str, Any] = self._load() or {}

    def get(self, key: str, default: Any = None) -> Any:
        """The value, or `default` when there is none or when it is of another type than the default."""
        value = self._values.get(key, default)
        return value if default is None or type(value) is type(default) else default

    def set(self, key: str, value: Any) -> None:
        """Keep a text, number, flag, list or mapping; it is on the disk when this returns. None takes the key away.

        Raises FileRefused when it cannot be written (the value then holds until the program ends).
        """
        if value is not None and not isinstance(value, _KINDS):
            raise TypeError(f"a setting cannot be a {type(value).__name__}")
        current = self._load()  # another window or the command line may have written meanwhile
        for values in (self._values, current if current is not None else {}):
            if value is None:
                values.pop(key, None)
            else:
                values[key] = value
        if current is None:
            raise FileRefused(self.problems[-1])
        self._values = {**self._values, **current}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            where = str(self.path.parent)
            raise FileRefused(Problem("settings_folder", where, {"folder": where, "reason": reason})) from error
        write_text(self.path, json.dumps(current, ensure_ascii=False, indent=1, sort_keys=True) + "\n")

    def all(self) -> Mapping[str, Any]:
        """Everything as read, for a list of settings."""
        return dict(self._values)

    def _load(self) -> dict[str, Any] | None:
        """What the file holds; None when it is there but cannot be read, and so must not be replaced."""
        data = read_bytes(self.path, LIMIT)
        if isinstance(data, Problem):
            if data.code in ("file_not_there", "file_empty"):
                return {}
            if data.code != "file_too_large":
                self.problems += (Problem("settings_unreadable", str(self.path), data.params),)
                return None
            data = b""
        try:
            values = json.loads(data.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, dict):
            return values
        return {} if self._set_aside() else None

    def _set_aside(self) -> bool:
        """Rename the damaged file so that nothing is lost; the first free number is taken. False when it stays."""
        number = 1
        while (aside := self.path.with_name(f"settings.damaged-{number}.json")).exists():
            number += 1
        try:
            self.path.rename(aside)
        except OSError as error:
            params = {"name": NAME, "reason": error.strerror or type(error).__name__}
            self.problems += (Problem("settings_unreadable", str(self.path), params),)
            return False
        self.problems += (Problem("settings_damaged", str(self.path), {"name": NAME, "aside": aside.name}),)
        return True
