"""What may be typed after `python -m hqd_desktop`, in Chinese; it refuses to do anything itself."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from hqd_desktop.domain.hospital import LEVELS, TYPES
from hqd_desktop.domain.problems import Problem
from hqd_desktop.paths import PACKAGE_SUFFIX
from hqd_desktop.services.messages import sentence

BAD_INPUT = 2
DEFAULT_PACK = "shaoyang-2022"
PROGRAM = "python3 -m hqd_desktop"

_FAULTS = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少 \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识 \1"),
    (re.compile(r"argument (.*?): expected .*"), r"\1 后面要有一个值"),
    (re.compile(r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)"), r"\1 不能是 \2，可用 \3"),
    (re.compile(r"argument (.*?): invalid int value: (.*)"), r"\1 要是整数，不能是 \2"),
    (re.compile(r"argument (.*?): invalid .* value: (.*)"), r"\1 不能是 \2"),
    (re.compile(r"argument (.*?): (\S+)"), r"\1 不能是 \2"),
)


class ChineseParser(argparse.ArgumentParser):
    """An ArgumentParser whose faults and help are sentences in Chinese."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "内容", "选项"
        self.add_argument("-h", "--help", action="help", help="看用法")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with code 2."""
        for pattern, chinese in _FAULTS:
            if pattern.fullmatch(message):
                message = pattern.sub(chinese, message)
                break
        print(sentence(Problem("command_wrong", "", {"reason": message})), file=sys.stderr)
        raise SystemExit(BAD_INPUT)

    def format_help(self) -> str:
        """Usage in Chinese."""
        return super().format_help().replace("usage:", "用法：", 1)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; SystemExit with 0 for help, with 2 for a fault."""
    parser = ChineseParser(prog=PROGRAM, description="公立医院高质量发展自评。不带命令时打开窗口。")
    parser.add_argument("--data-dir", type=Path, help="数据文件夹（默认在用户数据目录）")
    parser.set_defaults(command="")
    commands = parser.add_subparsers(title="命令", metavar="命令", parser_class=ChineseParser)

    template = _command(commands, "template", "生成空白填报工作簿")
    template.add_argument("--pack", default=DEFAULT_PACK, help="评价指标表")
    template.add_argument("--level", choices=LEVELS, required=True, help="级别")
    template.add_argument("--type", choices=TYPES, required=True, help="类别")
    template.add_argument("--year", type=_year, required=True, help="年度")
    template.add_argument("--hospital", default="", help="医院名称")
    template.add_argument("-o", "--output", type=Path, required=True, help="写到哪个 .xlsx 文件")

    assess = _command(commands, "assess", "计算、评分，写出结果、工作簿和报告")
    _inputs(assess)
    assess.add_argument("--sample", nargs="?", const="", default=None, help="用示例医院，不读文件")
    assess.add_argument("--out", type=Path, required=True, help="写到哪个文件夹")
    assess.add_argument("--without-points", action="store_true", help="工作簿和报告不带自定赋分")
    assess.add_argument("--word", action="store_true", help="另写一份 Word 报告（.docx）")

    package = _command(commands, "package", "计算、评分，生成上报包：工作簿、报告、结果和清单在一个文件里")
    _inputs(package)
    package.add_argument("--sample", nargs="?", const="", default=None, help="用示例医院，不读文件")
    package.add_argument("-o", "--output", type=Path, required=True, help=f"写到哪个 {PACKAGE_SUFFIX} 文件")
    package.add_argument("--without-points", action="store_true", help="工作簿和报告不带自定赋分")

    verify = _command(commands, "verify", "核验上报包：说出改了、少了、多了什么，重算得分")
    verify.add_argument("package", type=Path, metavar="PACKAGE", help=f"上报包（{PACKAGE_SUFFIX}）")

    _inputs(_command(commands, "check", "只做逻辑校核"))

    _command(commands, "evidence", "核对上次打开的数据库的全部佐证文件：说出找不到的、与登记时不同的")

    compare = _command(commands, "compare", "两份上报数据对比，写出年度对比表")
    compare.add_argument("first", type=Path, metavar="A", help="一份：工作簿（.xlsx）或 CSV")
    compare.add_argument("second", type=Path, metavar="B", help="另一份；年度早的排在前面")
    _said(compare)
    compare.add_argument("-o", "--output", type=Path, required=True, help="写到哪个 .xlsx 文件")

    group = _command(commands, "group", "院际对比：几家医院并排，加上本组的占比")
    group.add_argument(
        "input", nargs="*", type=Path, metavar="INPUT", help="每家一份：工作簿、上报包、交接文件或数据库，同一年度"
    )
    group.add_argument("--database", type=Path, help="改用一个数据库里的医院（只读）")
    group.add_argument("--year", type=_year, default=0, help="年度（默认用最晚的）")
    group.add_argument("--pack", default="", help="按哪张评价指标表看")
    group.add_argument("--ruleset", default="", help="INPUT 按哪个赋分方案：编号或 .toml 文件")
    group.add_argument("-o", "--output", type=Path, help="写到哪个 .xlsx 或 .pdf 文件")

    _command(commands, "packs", "列出评价指标表和赋分方案")

    tasks = _command(commands, "tasks", "列出一个地区的工作任务和期限")
    tasks.add_argument("--pack", default=DEFAULT_PACK, help="评价指标表")
    tasks.add_argument("--hospital-only", action="store_true", help="只列医院要做的")

    items = _command(commands, "items", "列出数据项")
    items.add_argument("--pack", default=DEFAULT_PACK, help="评价指标表")
    items.add_argument("--format", choices=("text", "csv"), default="text", help="写法")
    return parser.parse_args(arguments)


def _command(commands: "argparse._SubParsersAction[ChineseParser]", name: str, text: str) -> ChineseParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(command=name)
    parser.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def _inputs(parser: ChineseParser) -> None:
    parser.add_argument("input", nargs="*", type=Path, metavar="INPUT", help="工作簿（.xlsx）或 CSV，可以有几个")
    _said(parser)
    parser.add_argument("--year", type=_year, default=0, help="年度")
    parser.add_argument("--goals", type=Path, default=None, help="本院目标的表：序号、值、本院目标三列")


def _said(parser: ChineseParser) -> None:
    parser.add_argument("--pack", default="", help=f"评价指标表：编号或自建表文件 .hqdp（默认 {DEFAULT_PACK}）")
    parser.add_argument("--ruleset", default="", help="赋分方案：编号或 .toml 文件")
    parser.add_argument("--hospital", default="", help="医院名称")
    parser.add_argument("--level", choices=LEVELS, default="", help="级别")
    parser.add_argument("--type", choices=TYPES, default="", help="类别")


def _year(text: str) -> int:
    from hqd_desktop.domain.periods import parse_period

    period = parse_period(text)
    if period is None or period.quarter:
        raise argparse.ArgumentTypeError(text)
    return period.year
