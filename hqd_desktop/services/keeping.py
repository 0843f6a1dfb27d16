"""What is stored of the open hospital, and the writing of one act at its places; it refuses to know why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hqd_desktop.domain.figures import BLANK, Figure, FigureKey, Restatement
from hqd_desktop.domain.goals import Goal
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import ChangeNote, FigureWrite, StoredFigure
from hqd_desktop.services.report_records import Rectification, Wording
from hqd_desktop.services.undo import Aimed, Declared, Explained, Followed, Pair, Rectified, Worded

NEVER_DECLARED = "撤回登记"


@dataclass(slots=True)
class Keeping:
    """The figures of a hospital with the versions of their rows; every `write` is one transaction."""

    store: Store
    hospital_id: str = ""
    _stored: dict[FigureKey, StoredFigure] = field(default_factory=dict)

    def open(self, hospital_id: str) -> None:
        """Read the figures of a hospital."""
        self._stored = dict(self.store.figures(hospital_id))
        self.hospital_id = hospital_id

    @property
    def figures(self) -> Mapping[FigureKey, Figure]:
        """All of them, as they stand."""
        return {key: stored.figure for key, stored in self._stored.items()}

    def figure(self, key: FigureKey) -> Figure:
        """What is stored, or BLANK."""
        stored = self._stored.get(key)
        return stored.figure if stored else BLANK

    def write(self, pairs: Sequence[Pair], note: ChangeNote, withdrawn: Sequence[Confirmation] = ()) -> datetime | None:
        """Write what shall stand at each place; the time of the commit where figures were written.

        `withdrawn` are the departments' words that fall with the figures.
        """
        writes = [
            FigureWrite(place[0], place[1], kept, self._stored[place].version if place in self._stored else 0)
            for place, kept in pairs
            if isinstance(place, tuple) and isinstance(kept, Figure)
        ]
        for place, kept in pairs:
            match place, kept:
                case Explained(), str():
                    self.store.save_explanation(self.hospital_id, place.year, place.check, kept, note)
                case Followed(), str():
                    self.store.save_follow_up(self.hospital_id, place.key, kept, note)
                case Worded(), Wording():
                    self.store.save_report_texts(self.hospital_id, place.year, kept.texts(), note)
                case Declared(), Restatement():
                    self.store.save_restatement(self.hospital_id, place.year, place.key, kept, note)
        rows = {
            place.row: kept for place, kept in pairs if isinstance(place, Rectified) and isinstance(kept, Rectification)
        }
        for year in {place.year for place, _ in pairs if isinstance(place, Rectified)}:
            self.store.save_rectifications(self.hospital_id, year, rows, note)
        for scheme_id in {place.scheme_id for place, _ in pairs if isinstance(place, Aimed)}:
            goals = {
                place.key: kept
                for place, kept in pairs
                if isinstance(place, Aimed) and place.scheme_id == scheme_id and isinstance(kept, Goal | None)
            }
            self.store.goals.save_goals(self.hospital_id, scheme_id, goals, note)
        if not writes:
            return None
        saved = self.store.save_figures(self.hospital_id, writes, note, withdrawn)
        for write in writes:
            key = (write.item, write.period)
            self._stored[key] = StoredFigure(write.figure, saved.versions[key])
        return saved.at
