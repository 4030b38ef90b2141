"""Does what happens after a commit and by itself: webhooks delivered, deadlines met, measures ended."""
