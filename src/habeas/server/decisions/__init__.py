"""What was decided about messages, and on which facts."""
