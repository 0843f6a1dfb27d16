"""The whole way of a collection form on the real desk: issued, filled, looked at, written, undone, kept on disk."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.figures import number
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.collection import form_file_name
from hqd_desktop.services.collection_return import Choice
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.form_records import FormState
from tests.files.workbook_making import cell_of

NOW = Period(2025)
KEY = ("total_income", NOW)


def test_a_form_goes_out_comes_back_and_is_kept(tmp_path: Path) -> None:
    desk = OfficeDesk(tmp_path / "data")
    workspace = desk.open_workspace(tmp_path / "a.hqd", create=True)
    view = workspace.create_sample(desk.source().samples()[0])
    forms = {form_file_name(one.form): one.form for one in workspace.collection().forms()}
    desk.workbooks().write_forms(tmp_path / "发表", forms, lambda *_: None)
    workspace.collection().issue(list(forms.values()))
    workspace.enter(*KEY, "1000000000")
    path = next((tmp_path / "发表").glob("*财务科.xlsx"))
    book = load_workbook(path)
    cell_of(book, "采集表", "total_income", "本年（").value = 1005217315.88
    cell_of(book, "采集表", "donation_income", "本年（").value = 640001
    book.save(path)
    back = desk.workbooks().read_form(path, view.packs.catalogue)
    seen = workspace.collection().compare(back)
    conflict = next(cell for cell in seen.cells if cell.key == KEY)
    assert conflict.who
    with pytest.raises(UserFacingError):
        workspace.collection().take_back(seen, {})
    after = workspace.collection().take_back(seen, {KEY: Choice.THEIRS})
    assert after.figures[KEY].value == number("1005217315.88").value
    origin = workspace.history(*KEY, 1)[0].origin
    assert origin == f"采集表 {path.name}（SHA-256 {back.digest}）"
    workspace.undo()
    workspace.redo()
    workspace.close()

    again = OfficeDesk(tmp_path / "data").open_workspace(tmp_path / "a.hqd")
    kept = again.open(view.hospital.id)
    assert kept.figures["donation_income", NOW].value == 640001
    finance = again.collection().forms()[0]
    assert finance.record is not None
    assert (finance.record.state, finance.record.file_digest) == (FormState.RETURNED, back.digest)
    assert finance.record.issued_at is not None
    assert finance.record.returned_at is not None
    assert finance.record.issued_at < finance.record.returned_at
    assert not finance.outdated
    once_more = again.collection().compare(back)
    assert [notice.code for notice in once_more.notices] == ["form_written_before"]
    assert once_more.problems == ()
    again.close()
