"""Tables of one's own: kept, listed, withdrawn, handed to a colleague as one file; a kept one is never changed."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from hqd_desktop.domain.canonical import canonical_json
from hqd_desktop.domain.own_pack import OWN, OwnPack, pack_from
from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.own_rules import pack_of
from hqd_desktop.services.pack_copying import copied
from hqd_desktop.services.pack_judging import in_words, judged, named
from hqd_desktop.services.pack_rows import Fault
from hqd_desktop.services.pack_sheets import HEAD, Spot
from hqd_desktop.services.pack_table import PackTable, with_cell
from hqd_desktop.services.ports import PackSource, Store
from hqd_desktop.services.records import ChangeNote, StoredPack
from hqd_desktop.services.table_choice import OpenYear

FILE_FORMAT, FILE_KIND = 1, "hqd-pack"
_OF_OUR_OWN = "（自建）"
Y = TypeVar("Y", bound=OpenYear)


def pack_file(pack: OwnPack) -> bytes:
    """What a colleague is handed: the plain data with its digest beside it, readable by eye."""
    data = {"kind": FILE_KIND, "format": FILE_FORMAT, "digest": pack.digest, "pack": pack.raw}
    return (json.dumps(json.loads(canonical_json(data)), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _head_cell(table: PackTable, label: str) -> Spot:
    rows = [row.get("项目", "").strip() for row in table.rows(HEAD)]
    return Spot(HEAD, rows.index(label), "内容")


class PackBook(Generic[Y]):
    """Made by Books.packs. Methods raise errors.UserFacingError, and then nothing was changed."""

    def __init__(
        self, store: Store, source: PackSource, view: Callable[[], Y], note: Callable[..., ChangeNote]
    ) -> None:
        self._store = store.packs
        self._source = source
        self._view = view
        self._note = note

    def all(self) -> Sequence[StoredPack]:
        """Those in use, in the order of keeping."""
        return tuple(one for one in self._store.packs() if one.active)

    def copy(self, scheme_id: str) -> PackTable:
        """An existing table, shipped or of one's own, as sheets to be changed; a shipped one's is called （自建）."""
        scheme = self._source.scheme(scheme_id)
        ruleset = self._source.ruleset(self._source.ruleset_ids(scheme_id)[0], scheme)
        table = copied(scheme, self._source.tasks(scheme_id), ruleset, self._source.catalogue(scheme_id))
        if scheme_id.startswith(f"{OWN}-"):
            return table
        return with_cell(table, _head_cell(table, "简称"), f"{scheme.short}{_OF_OUR_OWN}")

    def keep(self, table: PackTable) -> OwnPack:
        """Keep the table that the sheets say; each fault is named at its cell.

        Refused when another table has its short name and edition: nobody could tell the two apart, on paper least.
        """
        pack, faults = judged(table, self._source.catalogue())
        if pack is None:
            raise UserFacingError(*(named(fault, table) for fault in faults))
        for one in map(self._source.scheme, self._source.scheme_ids()):
            if one.id != pack.id and (one.short, one.version) == (pack.scheme.short, pack.scheme.version):
                told = Problem("own_pack_name_taken", "", {"name": one.short, "edition": one.version})
                raise UserFacingError(named(Fault(_head_cell(table, "版本"), told), table))
        return self._keep(pack)

    def take_in(self, raw: Mapping[str, Any]) -> OwnPack:
        """Keep the table of a colleague's file."""
        pack, problems = pack_from(raw, self._source.catalogue())
        if pack is None:
            raise UserFacingError(*map(in_words, problems))
        return self._keep(pack)

    def file_of(self, scheme_id: str) -> bytes:
        """A kept table as one file."""
        return pack_file(pack_of(self._stored(scheme_id), self._source.catalogue()))

    def withdraw(self, scheme_id: str) -> None:
        """List it no more; years that were worked with it still find it. Refused while the open year uses it."""
        if self._view().record.scheme_id == scheme_id:
            raise UserFacingError(Problem("own_pack_in_use", "", {"year": str(self._view().record.year)}))
        stored = replace(self._stored(scheme_id), active=False)
        self._store.save_pack(self._view().hospital.id, stored, self._note("撤下自建指标表", stored.name))

    def _keep(self, pack: OwnPack) -> OwnPack:
        same = next((one for one in self.all() if one.scheme_id == pack.id), None)
        if same is None:
            scheme = pack.scheme
            body = canonical_json(pack.raw)
            stored = StoredPack(pack.id, scheme.short, scheme.version, body, pack.digest)
            self._store.save_pack(self._view().hospital.id, stored, self._note("带入自建指标表", scheme.short))
        return pack

    def _stored(self, scheme_id: str) -> StoredPack:
        found = next((one for one in self._store.packs() if one.scheme_id == scheme_id), None)
        if found is None:
            raise UserFacingError(Problem("own_pack_none", "", {"given": scheme_id}))
        return found
