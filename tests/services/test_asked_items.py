"""Which items are asked of a hospital of each class."""

from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.services.asked_items import asked_items, by_group, depth_of, required_items
from hqd_desktop.services.records import Packs
from tests.services.conftest import HOSPITAL


def test_asks_by_level_and_type(packs: Packs) -> None:
    counts = [
        len(required_items(packs.scheme, packs.catalogue, Hospital("", level, kind)))
        for level, kind in (("二级", "综合"), ("三级", "综合"), ("三级", "中医"))
    ]
    assert counts == sorted(set(counts))
    for level, kind in (("二级", "综合"), ("三级", "中医"), ("未定级", "专科")):
        asked = {item.key for item in asked_items(packs.scheme, packs.catalogue, Hospital("", level, kind))}
        assert required_items(packs.scheme, packs.catalogue, Hospital("", level, kind)) <= asked
        assert not any(packs.catalogue[key].region for key in asked)


def test_asks_for_parts_sums_published_ratios_and_second_readings(packs: Packs) -> None:
    asked = {item.key for item in asked_items(packs.scheme, packs.catalogue, HOSPITAL)}
    assert {
        "op_registration_income", "medical_income", "outpatient_average_cost", "direct_management_share", "drg_weight",
        "progress_party_building", "donation_income",
    } <= asked  # fmt: skip
    assert "day_surgeries" not in asked
    second = {item.key for item in asked_items(packs.scheme, packs.catalogue, Hospital("", "二级", "综合"))}
    assert "direct_cmi" not in second


def test_items_stand_under_their_heading_once(packs: Packs) -> None:
    asked = asked_items(packs.scheme, packs.catalogue, HOSPITAL)
    groups = list(by_group(asked))
    assert len({name for name, _ in groups}) == len(groups)
    assert sorted(item.key for _, members in groups for item in members) == sorted(item.key for item in asked)
    assert [depth_of(packs.catalogue[key], packs.catalogue) for key in ("total_income", "medical_income")] == [0, 2]
