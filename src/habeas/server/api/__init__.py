"""The interface over HTTP. It reads through queries and writes through use cases."""
