"""How the service is watched: logs, metrics and traces, none of which holds anything about a person."""
