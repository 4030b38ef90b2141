"""What leaves the service: webhook endpoints and the messages to them."""
