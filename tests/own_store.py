"""What was written on a kit, as tests look at it: by the names that its files would have in a folder."""

from __future__ import annotations

from pathlib import Path

from roleplay.content.own import OwnText
from roleplay.storage import Store, open_store
from roleplay.usecases.cases.own_cases import OwnLibrary
from tests.quick_store import lay_new_file

NOW = 1_760_000_000_000


def files_of(store: Store) -> dict[str, str]:
    """Cases, rubrics and versions."""
    with store.read() as reader:
        found = {f"cases/{id_}.yaml": text for id_, text in reader.own.texts().items()}
        found |= {f"rubrics/{id_}.yaml": reader.own.rubric(id_) or "" for id_ in reader.own.rubrics()}
        for id_ in reader.own.owners():
            for version in reader.own.versions(id_):
                found[f"versions/{id_}/{version.stamp}.yaml"] = reader.own.version(id_, version.at) or ""
    return found


def pictures_of(store: Store) -> dict[str, bytes]:
    with store.read() as reader:
        return {name: reader.own.picture(name) or b"" for name in reader.own.pictures()}


def put_text(store: Store, case: str, text: str | None, owner: str | None = None) -> None:
    """Store it as it is, faulty or not; without a text, as withdrawn."""
    with store.write() as writer:
        writer.own.put_case(OwnText(case, owner, owner, text))


class Written:
    """A store with nothing in it but what was written on a kit."""

    def __init__(self, folder: Path, **cases: str) -> None:
        file = folder / "written.sqlite3"
        lay_new_file(file)
        self.store = open_store(f"sqlite:///{file}", NOW)
        self.library = OwnLibrary(self.store)
        for name, text in cases.items():
            self.case(name.replace("_", "-"), text)

    def case(self, name: str, text: str) -> None:
        """The text names another id, which is replaced by this one."""
        put_text(self.store, name, text.replace("id: good\n", f"id: {name}\n"))

    def rubric(self, name: str, text: str) -> None:
        with self.store.write() as writer:
            writer.own.put_rubric(name, text)

    def picture(self, name: str, data: bytes) -> None:
        with self.store.write() as writer:
            writer.own.put_picture(name, data, None)
