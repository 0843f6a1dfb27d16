"""Makes foreign-report.xls, .ods, .xlsx, .csv and .html beside this file with LibreOffice; run it to make them anew.

The table is invented: an annual report of a hospital with a sheet in 万元, one of counts, and what trips readers up.
"""

import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent
INCOME = [
    ("一、财政拨款收入", "4001", 1, 1200.5, 1100),
    ("二、事业收入", "4101", 2, 9800.25, 9100.75),
    ("（一）医疗收入", "410101", 3, 9700, 9000),
    ("　1．门急诊收入", "", 4, 4200, 4000),
    ("　　其中：药品收入", "", 5, 1300, 1250),
    ("　2．住院收入", "", 6, 5500, 5000),
    ("　　其中：药品收入", "", 7, 1500, 1400),
    ("（二）科教收入", "410102", 8, 100.25, 100.75),
    ("三、其他收入", "4609", 9, "—", 12),
]


def book() -> Workbook:
    """The workbook."""
    made = Workbook()
    sheet = made.active
    sheet.title = "收入表"
    sheet.append(["2025 年度收入情况表"])
    sheet.merge_cells("A1:E1")
    sheet.append(["编制单位：示例医院", None, None, None, "单位：万元"])
    sheet.append(["项　目", "科目编码", "行次", "本年数", "上年数"])
    for row in INCOME:
        sheet.append(row)
    sheet.append(["收入合计", None, 10, "=D4+D5", "=E4+E5+E12"])
    work = made.create_sheet("工作量")
    work.append(["指标", "计量单位", "2025年", None, "2024年", None])
    work.append([None, None, "计划", "实际", "计划", "实际"])
    for span in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
        work.merge_cells(span)
    work.append(["出院人次数", "人次", 40000, 41234, 39000, 39876])
    work.append(["病床使用率", "%", 0.85, 0.8725, 0.85, 0.861])
    for column in "CDEF":
        work[f"{column}4"].number_format = "0.00%"
    odd = made.create_sheet("杂项")
    odd.append(["项目", "本年"])
    for row in (("错误", "=1/0"), ("日期", date(2025, 1, 2)), ("文字数", "1,234.50"), ("空白", None), ("是否", "是")):
        odd.append(row)
    hidden = made.create_sheet("底稿")
    hidden.sheet_state = "hidden"
    hidden["C3"] = "别用"
    return made


def main() -> int:
    """Write all three."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("soffice is not there")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "foreign-report.xlsx"
        book().save(source)
        kinds = {kind: kind for kind in ("xls", "ods", "xlsx", "html")}
        kinds |= {"csv": "csv:Text - txt - csv (StarCalc):44,34,76"}
        for kind, filter_ in kinds.items():
            out = Path(folder) / kind
            command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", filter_]
            subprocess.run([*command, "--outdir", str(out), str(source)], check=True, capture_output=True)
            shutil.copy(out / f"foreign-report.{kind}", HERE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
