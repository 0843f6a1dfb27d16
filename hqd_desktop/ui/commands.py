"""Carries out what was chosen in the command box: goes to a place, calls a hook of the page, or acts on the window."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from hqd_desktop.services.desk import Settings
from hqd_desktop.ui.theme import MODE_KEY, TEXT_SIZE_KEY, Theme

if TYPE_CHECKING:
    from hqd_desktop.ui.dialogs.command_entries import Entry
    from hqd_desktop.ui.session import Session


class Commands:
    """`acts` are the window's own, by the name in Entry.act; `ask_page` calls a hook of the page that is shown."""

    def __init__(
        self,
        session: "Session",
        theme: Theme,
        settings: Settings,
        acts: Mapping[str, Callable[[], object]],
        ask_page: Callable[[str], object],
        open_hospital: Callable[[str], object],
    ) -> None:
        self._session, self._theme, self._settings = session, theme, settings
        self._ask_page = ask_page
        self._acts: dict[str, Callable[[Any], object]] = {
            **{name: lambda _, act=act: act() for name, act in acts.items()},  # type: ignore[misc]
            "mode": self._set_mode,
            "size": self._set_size,
            "year": session.open_year,
            "hospital": open_hospital,
        }

    def run(self, entry: "Entry", proof: bool = False) -> None:
        """Do it; `proof` (Ctrl+Enter) also goes into the proof of an indicator."""
        if entry.act:
            self._acts[entry.act](entry.argument)
            return
        self._session.go_to(entry.page, **entry.target)
        hook = "explain_current" if proof and entry.kind == "指标" else entry.hook
        if hook:
            self._ask_page(hook)

    def _set_mode(self, mode: str) -> None:
        self._settings.set(MODE_KEY, mode)
        self._theme.set_mode(mode)

    def _set_size(self, size: int) -> None:
        self._settings.set(TEXT_SIZE_KEY, size)
        self._theme.set_scale(size / 100)
