"""What an import tells before it writes."""

from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.records import ImportedFigures
from hqd_desktop.ui.dialogs.import_figures import by_year


def test_the_years_of_a_file_are_told_before_it_is_written():
    figures = {
        ("beds", Period(2024)): number("1"),
        ("beds", Period(2023)): number("1"),
        ("total_income", Period(2024)): number("1"),
    }
    assert by_year(ImportedFigures(figures, ())) == "2024 年 2 个、2023 年 1 个"
