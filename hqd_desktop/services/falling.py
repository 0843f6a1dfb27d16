"""What a write of figures does to the words of departments that were given before; it writes nothing itself."""

from collections.abc import Callable, Sequence

from hqd_desktop.domain.figures import Figure, FigureKey
from hqd_desktop.services.allowing import refuse_underfoot
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.confirming import fallen, is_other
from hqd_desktop.services.ports import Store
from hqd_desktop.services.undo import Pair
from hqd_desktop.services.view import View


def fallen_words(
    store: Store, view: View, before: Callable[[FigureKey], Figure], pairs: Sequence[Pair], act: str
) -> list[Confirmation]:
    """The words that fall with these figures; UserFacingError where a later year that is fixed rests on one of them."""
    changed = [
        place
        for place, kept in pairs
        if isinstance(place, tuple) and isinstance(kept, Figure) and is_other(before(place), kept)
    ]
    refuse_underfoot(store, view.hospital.id, changed)
    years = sorted({year for _, period in changed for year in (period.year, period.year + 1)})
    words = [word for year in years for word in store.confirmations.of_year(view.hospital.id, year)]
    return fallen(words, changed, view.packs.catalogue, view.departments, act)
