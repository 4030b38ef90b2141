"""Who may call and who works here: API keys and staff."""
