"""What the service holds about its members: listed, exported, erased, and let go when its time is over."""
