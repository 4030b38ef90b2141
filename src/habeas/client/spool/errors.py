"""What a spool refuses."""


class SpoolInUse(OSError):
    """A spool that another process, or another Spool of this one, writes to; or one taken through a fork."""


class SpoolFull(OSError):
    """A spool that holds as much as it may; what was to be kept was not."""
