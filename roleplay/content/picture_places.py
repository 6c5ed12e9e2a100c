"""Where a case's pictures may be: in folders, and among those added on the page."""

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

LONGEST_NAME = 100
NOT_THERE = 'expected an image in the folder of the case; found no file "{}". Put it there, or correct its name'
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(frozen=True)
class Pictures:
    """The folders come first, in their order. ``added`` are names in the store; None if the case may not show any of
    them."""

    folders: tuple[Path, ...]
    added: Set[str] | None = None

    def fault(self, name: str) -> str | None:
        """Why a case may not show an image of this name, worded for where its author would put it."""
        sentences = [image_fault(folder, name) for folder in self.folders]
        if None in sentences or name in (self.added or ()):
            return None
        if self.added is None or not _may_be_shown(self.folders[-1], name):
            return sentences[-1]
        return f'expected a picture that was added here; found none called "{name}". Add it first, or correct its name'

    def there(self, name: str) -> bool:
        """Whether there is a picture of this name."""
        return name in (self.added or ()) or any(_is_there(folder / name) for folder in self.folders)


def image_fault(folder: Path, name: str) -> str | None:
    """Images are sent to phones, so each must be a picture inside the folder of the cases."""
    if len(name) > LONGEST_NAME:
        return f"expected a file name of at most {LONGEST_NAME} letters; found {len(name)}"
    if "\0" in name or "\\" in name or not (folder / name).resolve().is_relative_to(folder.resolve()):
        return f'expected an image inside the folder of the case; found "{name}"'
    if not name.lower().endswith(PICTURES):
        return f'expected a picture ({", ".join(PICTURES)}); found "{name}"'
    if not (folder / name).is_file():
        return NOT_THERE.format(name)
    return None


def _may_be_shown(folder: Path, name: str) -> bool:
    """Whether a picture may have this name, whether or not it exists."""
    return image_fault(folder, name) in (None, NOT_THERE.format(name))


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
