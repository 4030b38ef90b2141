"""Names by which a member can be found in a messenger or social app: apps named, names read, names announced."""
