"""Events, in whatever order they arrive, give the facts as they stood at any instant. Pure."""
