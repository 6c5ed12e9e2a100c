"""The two kinds of failure: the user's, whose sentence is shown, and ours, which are logged."""


class Fault(Exception):
    """The user's: ``str(fault)`` says on the screen what happened, what is safe and what to do."""


class Refused(Fault):
    """A tap or move that the room doesn't accept: nothing was changed."""
