"""What was asked of the host: measures, each with an end."""
