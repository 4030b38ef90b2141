"""Members of the marketplace, as far as the service has heard of them, and the key that seals what is theirs."""
