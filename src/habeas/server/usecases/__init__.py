"""Everything the service can do, one thing a file. None calls another; they share only the applying of effects."""
