"""What the kit remembers, by subject, and the databases that it can lie in."""

from roleplay.storage.faults import CodeTaken
from roleplay.storage.store import Store, open_store
from roleplay.storage.subjects import Reader, Writer

__all__ = ["CodeTaken", "Reader", "Store", "Writer", "open_store"]
