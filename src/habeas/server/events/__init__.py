"""What the marketplace told, each event once, by event time."""
