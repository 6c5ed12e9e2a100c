"""The two sorts of failure: the user's, whose sentence is shown, and ours, which are logged."""


class Fault(Exception):
    """The user's: ``str(fault)`` is a whole sentence for the screen (what happened, what is safe, what to do)."""


class Refused(Fault):
    """A tap or move that the room does not take: nothing was changed."""
