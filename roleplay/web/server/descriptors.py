"""Open files: how many the process may have, and how they are shared out.

An open page takes four (Streamlit gives each an event loop); a phone's own socket takes one, as does every other
connection. Strangers' share is limited, so that somebody with a seat always finds some.
"""

from contextlib import suppress
from typing import Final

MOST: Final = 8192
"""What the process asks for: many systems begin at 1,024."""


def raise_descriptor_limit() -> None:
    """Allow as many open files as the system does, up to what a full lecture theatre needs."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows, where sockets aren't files

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST if hard == resource.RLIM_INFINITY else min(MOST, hard)
        if soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def descriptors() -> int:
    """How many there are to share out."""
    with suppress(ImportError, OSError):
        import resource

        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return MOST if soft == resource.RLIM_INFINITY else min(soft, MOST)
    return MOST


def for_connections(all_: int | None = None) -> int:
    """Connections other than sockets: a quarter."""
    return (all_ or descriptors()) // 4


def for_pages(all_: int | None = None) -> int:
    """Open pages: at four each, they get five eighths."""
    return (all_ or descriptors()) * 5 // 32


def for_strangers(all_: int | None = None) -> int:
    """The pages among them whose device is nobody's yet: three in five."""
    return (all_ or descriptors()) * 3 // 32


def for_parked(all_: int | None = None) -> int:
    """Pages that were left and may come back: at three each, they get a twentieth."""
    return (all_ or descriptors()) // 64
