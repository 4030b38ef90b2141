"""The ways back: for each kind of decision, how it is found, contested, narrowed, undone, and told of."""
