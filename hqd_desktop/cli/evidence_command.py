"""The command that compares every registered file of 佐证 with its digest; damage has an exit code of its own."""

from hqd_desktop.domain.evidence import Evidence, FileState
from hqd_desktop.services.desk import Desk
from hqd_desktop.services.evidence_wording import use_text
from hqd_desktop.services.records import Packs

DONE, ALTERED = 0, 3
_WORDS = {FileState.CHANGED: "与登记时不同", FileState.GONE: "找不到"}


def check_evidence(desk: Desk) -> int:
    """Name every damaged or vanished file of the database opened last; 0 when there is none, else 3.

    The database is only read, and may be open in a window meanwhile.
    """
    workspace = desk.open_workspace(desk.database(), read_only=True)
    try:
        held: list[tuple[Evidence, Packs]] = []
        for hospital in workspace.hospitals():
            view = workspace.open(hospital.id)
            held += [(record, view.packs) for record in view.evidence]
        states = desk.evidence_folder().check([record.digest for record, _ in held], lambda done, total: None)
        bad = [(record, packs) for record, packs in held if states[record.digest] in _WORDS]
        for record, packs in bad:
            proves = "、".join(use_text(use, packs, 0) for use in record.uses)
            print(f"{_WORDS[states[record.digest]]}：{record.title}（{record.name}），证明 {proves}")
    finally:
        workspace.close()
    found = f"{len(bad)} 份有问题；登记都在，把原文件在原处重新添加一次就能补好。" if bad else "全部完好。"
    print(f"共 {len(held)} 份佐证，{found}" if held else "还没有登记佐证。")
    return ALTERED if bad else DONE
