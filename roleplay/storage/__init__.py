"""Tables, migrations and the Store."""

from roleplay.storage.errors import CodeTaken
from roleplay.storage.store import Store, open_store

__all__ = ["CodeTaken", "Store", "open_store"]
