"""The service: events in over HTTP, decisions out, durable and provable. Django lives here and nowhere else."""
