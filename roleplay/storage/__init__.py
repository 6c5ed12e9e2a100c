"""Tables, migrations and the Store."""

from roleplay.storage.faults import CodeTaken
from roleplay.storage.store import Store, open_store

__all__ = ["CodeTaken", "Store", "open_store"]
