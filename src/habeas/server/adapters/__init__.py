"""Services outside of this one: for each a protocol, a fake in memory, and the real thing."""
