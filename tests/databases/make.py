"""Writes the stored database of the present schema; it refuses to replace one that was released."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from hqd_desktop.domain.figures import BLANK, Restatement, not_applicable, number, words
from hqd_desktop.domain.goals import Goal
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.ledger import LedgerEntry, MilestoneMark, Remedy, TaskState
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.confirmation_records import Confirmation
from hqd_desktop.services.records import (
    Actor,
    ChangeNote,
    FigureWrite,
    Person,
    StoredPack,
    StoredRuleSet,
    YearRecord,
    YearState,
)
from hqd_desktop.services.report_records import Rectification
from hqd_desktop.store.open import open_store
from hqd_desktop.store.schema import SCHEMA

NOTE = ChangeNote(Actor("甲", "PC-01"), "填数")


def main() -> int:
    path = Path(__file__).parent / f"{SCHEMA:04d}.hqd"
    if path.exists():
        print(f"{path.name} is there and stays")
        return 1
    working = path.with_name("working.hqd")
    year = Period(2024)
    with open_store(working, create=True) as store:
        first = store.add_hospital(Hospital("甲县人民医院", "二级", "综合", "H001"), NOTE).id
        second = store.add_hospital(Hospital("乙市中医医院", "三级", "中医"), NOTE).id
        store.save_year(YearRecord(first, 2024, "shaoyang-2022", "example"), NOTE)
        store.save_year(
            YearRecord(first, 2023, "shaoyang-2022", "example", YearState.SUBMITTED, 2), NOTE, '{"format":1}'
        )
        writes = [
            FigureWrite("income", year, number("9999999999999.99", source="手工录入"), 0),
            FigureWrite("income", Period(2023), number("-0.01"), 0),
            FigureWrite("beds", year, not_applicable("无住院"), 0),
            FigureWrite("story", Period(2024, 3), words("一、已完成"), 0),
            FigureWrite("visits", year, number(0), 0),
        ]
        store.save_figures(first, writes, NOTE)
        store.save_figures(first, [FigureWrite("visits", year, BLANK, 1)], NOTE)
        store.save_figures(second, [FigureWrite("income", year, number(5), 0)], NOTE)
        store.save_explanation(first, 2024, "income_jump", "新院区启用", NOTE)
        store.save_follow_up(first, ("income", year), "问财务科", NOTE)
        store.save_restatement(first, 2024, ("income", Period(2023)), Restatement(Decimal("-0.02"), "审计调整"), NOTE)
        store.save_department(first, "income", "运营办", NOTE)
        person = store.save_person(first, Person("甲", "J"), NOTE)
        store.set_password(first, person, "口令", NOTE)
        entry = LedgerEntry(
            "shaoyang-2022", "1.1", Period(2024, 1), TaskState.BEHIND, "已申报", "材料退回补正", Decimal("2.50")
        )
        store.ledger.save_entries(first, [entry], NOTE)
        store.ledger.save_mark(
            first, MilestoneMark("dazu-2024", "2", date(2024, 12, 31), "一半", done_on=date(2024, 11, 2)), NOTE
        )
        store.ledger.save_remedies(
            first, [Remedy("shaoyang-2022", "1.1", 2024, "补正", "医务科", date(2025, 6, 30))], NOTE
        )
        store.ledger.follow(first, 2024, "dazu-2024", True, NOTE)
        store.save_report_texts(first, 2024, {"paragraph.losses": "本年失分说明", "header": "质控办"}, NOTE)
        store.save_rectifications(first, 2024, {"25": Rectification("核对", "医保办", "2025-06-30")}, NOTE)
        store.confirmations.save(first, [Confirmation(2024, "财务科", "王会计")], NOTE)
        store.rules.add_rule_set(first, StoredRuleSet("本院方案", "1.0", "shaoyang-2022", "1号", "{}", "d"), NOTE)
        store.goals.save_goals(first, "shaoyang-2022", {(2024, "20", "value"): Goal(Decimal("8.50"), False)}, NOTE)
        store.packs.save_pack(first, StoredPack("own-1", "甲市表", "1.0", "{}", "d"), NOTE)
        store.backup_to(path)
    for left in path.parent.glob("working.hqd*"):
        left.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
