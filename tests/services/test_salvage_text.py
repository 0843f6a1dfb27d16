"""What was read of a damaged database becomes lists that the import takes."""

from hqd_desktop.services.salvage_text import SalvagedFigure, salvage_lists


def test_a_list_for_each_hospital_the_longest_first() -> None:
    found = [
        SalvagedFigure("b", "beds", "2025", "number", "800", "", ""),
        SalvagedFigure("a", "visits", "2025", "number", "12.50", "", "核对过"),
        SalvagedFigure("a", "beds", "2024", "not_applicable", "", "", "新建"),
        SalvagedFigure("a", "story", "2025Q1", "text", "", "已完成", "", from_history=True),
        SalvagedFigure("a", "empty", "2025", "blank", "", "", ""),
        SalvagedFigure("a", "odd", "2025", "?", "1", "", ""),
    ]
    assert salvage_lists(found) == [
        [
            ("2024", "beds", "不适用", "", "新建"),
            ("2025", "visits", "12.50", "", "核对过"),
            ("2025Q1", "story", "已完成", "", ""),
        ],
        [("2025", "beds", "800", "", "")],
    ]
    assert salvage_lists([]) == []
