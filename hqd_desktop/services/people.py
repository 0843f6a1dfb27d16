"""The people who enter figures: named for the history, admitted at start; it refuses to call that protection.

A password only keeps one colleague from writing under another's name. Who has the file can read and change it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import UserFacingError
from hqd_desktop.services.ports import Store
from hqd_desktop.services.records import Actor, ChangeNote, Person

LONGEST_NAME = 40
LONGEST_PASSWORD = 200


@dataclass(frozen=True, slots=True)
class PeopleBook:
    """Made by Workspace.people. Methods raise errors.UserFacingError, and then nothing was changed."""

    store: Store
    hospital_id: str
    note: Callable[..., ChangeNote]
    become: Callable[[Actor], None]
    pc: str

    def all(self) -> Sequence[Person]:
        """Everybody who was ever named, those who are active first, each by name."""
        return sorted(self.store.people(self.hospital_id), key=lambda person: (not person.active, person.name))

    def active(self) -> Sequence[Person]:
        """Those who can be chosen at start."""
        return [person for person in self.all() if person.active]

    def save(self, person: Person) -> Person:
        """Add (empty id), rename or withdraw (not `active`) one; a name that was withdrawn comes back to use."""
        name, initials = " ".join(person.name.split()), person.initials.strip().upper()
        if not name or len(name) > LONGEST_NAME:
            raise UserFacingError(Problem("person_name", "", {"limit": str(LONGEST_NAME)}))
        namesake = next((one for one in self.all() if one.name == name and one.id != person.id), None)
        if namesake is not None and (namesake.active or person.id):
            raise UserFacingError(Problem("person_twice", "", {"name": name}))
        if namesake is not None:
            person = replace(namesake, active=True)
        action = "修改用户" if person.id else "添加用户"
        wanted = replace(person, name=name, initials=initials)
        return self.store.save_person(self.hospital_id, wanted, self.note(action if wanted.active else "停用用户"))

    def set_password(self, person: Person, password: str) -> Person:
        """Ask this person for a password from now on; an empty one asks for none."""
        if len(password) > LONGEST_PASSWORD:
            raise UserFacingError(Problem("person_password_long", "", {"limit": str(LONGEST_PASSWORD)}))
        note = self.note("设置口令" if password else "取消口令")
        return self.store.set_password(self.hospital_id, person, password, note)

    def admit(self, person: Person, password: str = "") -> Problem | None:
        """From now on changes carry this person's name; a Problem when the password is not theirs."""
        if not self.store.admits(self.hospital_id, person, password):
            return Problem("person_password_wrong", "", {"name": person.name})
        self.become(Actor(person.name, self.pc))
        return None
