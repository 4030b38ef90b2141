"""What follows when a clock warns or has run out: who is told, what is escalated, what rests."""
