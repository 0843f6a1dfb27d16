"""What `dev.py fuzz` once found stays mended: each file of the corpus is refused or read, quickly and within memory."""

from pathlib import Path

import pytest

from tests.fuzz.bounded_reading import BoundedReader

CORPUS = sorted((Path(__file__).parents[1] / "workbooks" / "corpus").iterdir())


@pytest.fixture(scope="module")
def reader():
    with BoundedReader() as server:
        yield server


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_it_stays_mended(path: Path, reader: BoundedReader) -> None:
    """The name begins with the reader: figures, form or table."""
    assert reader.read(path.name.partition("-")[0], path).fault == ""


def test_there_is_a_corpus() -> None:
    assert CORPUS
