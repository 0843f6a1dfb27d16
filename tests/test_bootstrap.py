"""The composition root: where new databases go, what is remembered, copies brought in, and a log without figures."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from hqd_desktop.bootstrap import OfficeDesk
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import StoreError

HOSPITAL = Hospital("县人民医院", "二级", "综合")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OfficeDesk]:
    """On an empty data folder; the log is let go of afterwards."""
    yield OfficeDesk(tmp_path / "data")
    for handler in list(logging.getLogger("hqd").handlers):
        logging.getLogger("hqd").removeHandler(handler)
        handler.close()


def test_each_new_database_gets_a_name_of_its_own(desk: OfficeDesk) -> None:
    assert desk.new_database() == desk.data_dir / "自评数据.hqd"
    desk.data_dir.mkdir()
    (desk.data_dir / "自评数据.hqd").touch()
    assert desk.new_database() == desk.data_dir / "自评数据2.hqd"
    (desk.data_dir / "自评数据2.hqd").touch()
    assert desk.new_database() == desk.data_dir / "自评数据3.hqd"
    assert desk.new_database(sample=True) == desk.data_dir / "示例数据.hqd"


def test_the_database_opened_last_is_remembered(desk: OfficeDesk, tmp_path: Path) -> None:
    assert desk.database() == desk.data_dir / "自评数据.hqd"
    desk.open_workspace(tmp_path / "elsewhere" / "own.hqd", create=True).close()
    assert OfficeDesk(desk.data_dir).database() == tmp_path / "elsewhere" / "own.hqd"


def test_a_copy_comes_back_under_a_free_name(desk: OfficeDesk, tmp_path: Path) -> None:
    workspace = desk.open_workspace(desk.new_database(), create=True)
    workspace.create(HOSPITAL, "shaoyang-2022", 2025)
    workspace.enter("total_income", Period(2025), "123.45")
    workspace.backup_to(tmp_path / "copy.hqd")
    workspace.enter("total_income", Period(2025), "999")
    workspace.close()
    restored = desk.restore(tmp_path / "copy.hqd")
    assert restored == desk.data_dir / "自评数据2.hqd"
    again = desk.open_workspace(restored)
    view = again.open(again.hospitals()[0].id)
    assert str(view.figures["total_income", Period(2025)].value) == "123.45"
    again.close()


@pytest.mark.parametrize("schema", ["0001", "0002"])
def test_a_copy_of_an_older_program_comes_back(desk: OfficeDesk, schema: str) -> None:
    """The first schema knew no 佐证 at all."""
    restored = desk.restore(Path(__file__).parent / "databases" / f"{schema}.hqd")
    again = desk.open_workspace(restored)
    assert [hospital.name for hospital in again.hospitals()] == ["甲县人民医院", "乙市中医医院"]
    again.close()


def test_a_database_opens_though_nothing_can_be_remembered(desk: OfficeDesk, tmp_path: Path) -> None:
    """Settings that cannot be written are no reason to keep figures from anybody."""
    desk.open_workspace(tmp_path / "own.hqd", create=True).close()
    (desk.data_dir / "settings.json").unlink()
    (desk.data_dir / "settings.json").mkdir()
    again = OfficeDesk(desk.data_dir)
    again.open_workspace(tmp_path / "own.hqd").close()
    assert again.database() == tmp_path / "own.hqd"


def test_what_is_no_copy_is_refused_and_leaves_nothing(desk: OfficeDesk, tmp_path: Path) -> None:
    (tmp_path / "wrong.hqd").write_bytes(b"not a database")
    with pytest.raises(StoreError):
        desk.restore(tmp_path / "wrong.hqd")
    assert not list(desk.data_dir.glob("*.hqd"))


def test_the_log_tells_where_a_fault_was_but_no_figure(desk: OfficeDesk) -> None:
    desk.start_log()
    desk.start_log()
    logger = logging.getLogger("hqd")
    assert len(logger.handlers) == 1
    try:
        raise ValueError("总收入 117154424.7")
    except ValueError:
        logger.exception("command failed")
    text = (desk.data_dir / "logs" / "hqd.log").read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_bootstrap.py" in text
    assert "117154424" not in text


def test_no_log_is_better_than_no_program(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    OfficeDesk(tmp_path / "file").start_log()
    assert isinstance(logging.getLogger("hqd").handlers[0], logging.NullHandler)


def test_the_evidence_folder_is_that_of_the_open_database(desk: OfficeDesk, tmp_path: Path) -> None:
    first = desk.evidence_folder()
    assert desk.evidence_folder() is first
    desk.open_workspace(tmp_path / "own.hqd", create=True).close()
    second = desk.evidence_folder()
    assert second is not first
    document = tmp_path / "通报.pdf"
    document.write_bytes(b"%PDF")
    kept = second.take_in(document, lambda done, total: None)
    assert (tmp_path / "own.evidence" / kept.digest[:2] / kept.digest).read_bytes() == b"%PDF"
