"""Places where a service of a test can listen."""

import socket


def free_port() -> int:
    """Return the number of a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
