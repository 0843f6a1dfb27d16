"""People are named, withdrawn and admitted; their name is on what they change from then on."""

from dataclasses import replace

import pytest

from hqd_desktop.domain.periods import Period
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.people import LONGEST_NAME, LONGEST_PASSWORD
from hqd_desktop.services.records import Person
from hqd_desktop.services.workspace import View, Workspace
from tests.fakes.memory_store import MemoryStore
from tests.services.conftest import YEAR


def code_of(caught: pytest.ExceptionInfo[UserFacingError]) -> str:
    """The one code."""
    (problem,) = caught.value.problems
    return problem.code


def test_adding_renaming_withdrawing(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """The active first; a withdrawn name comes back with its row."""
    book = workspace.people()
    first = book.save(Person("  李  四 ", " ls "))
    second = book.save(Person("丁一", "DY"))
    assert (first.name, first.initials) == ("李 四", "LS")
    first = book.save(replace(first, name="李四"))
    gone = book.save(replace(second, active=False))
    assert [person.name for person in book.all()] == ["李四", "丁一"]
    assert [person.name for person in book.active()] == ["李四"]
    back = book.save(Person("丁一"))
    assert (back.id, back.active) == (gone.id, True)
    assert [note.action for note in store.changes[-5:]] == ["添加用户", "添加用户", "修改用户", "停用用户", "修改用户"]


@pytest.mark.parametrize("name", ["", "  ", "长" * (LONGEST_NAME + 1)])
def test_a_name_that_is_none(workspace: Workspace, opened: View, name: str) -> None:
    """Is refused."""
    with pytest.raises(UserFacingError) as caught:
        workspace.people().save(Person(name))
    assert code_of(caught) == "person_name"


def test_a_name_is_used_once(workspace: Workspace, opened: View) -> None:
    """Neither by a new person nor by renaming one into another, withdrawn or not."""
    book = workspace.people()
    first, second = book.save(Person("李四")), book.save(Person("丁一"))
    for person in (Person("李四"), replace(second, name="李四")):
        with pytest.raises(UserFacingError) as caught:
            book.save(person)
        assert code_of(caught) == "person_twice"
    book.save(replace(first, active=False))
    with pytest.raises(UserFacingError):
        book.save(replace(second, name="李四"))


def test_admitted_with_a_password(workspace: Workspace, opened: View, store: MemoryStore) -> None:
    """Only with the right one; then changes carry the name, and the password is nowhere in them."""
    book = workspace.people()
    person = book.set_password(book.save(Person("李四")), "机密口令")
    assert person.guarded
    problem = book.admit(person, "别的")
    assert problem is not None
    assert problem.code == "person_password_wrong"
    assert workspace.actor.who == "张三"
    assert book.admit(person, "机密口令") is None
    workspace.enter("surplus", Period(YEAR), "1")
    assert store.changes[-1].actor == workspace.actor
    assert (workspace.actor.who, workspace.actor.pc) == ("李四", "财务电脑")
    assert "机密口令" not in repr(store.changes)
    assert not book.set_password(person, "").guarded
    assert store.changes[-1].action == "取消口令"


def test_a_password_without_end_is_refused(workspace: Workspace, opened: View) -> None:
    """It would keep the hash busy."""
    person = workspace.people().save(Person("李四"))
    with pytest.raises(UserFacingError) as caught:
        workspace.people().set_password(person, "x" * (LONGEST_PASSWORD + 1))
    assert code_of(caught) == "person_password_long"
