"""Claims on members' money, holds for them, and what the provider is asked to do."""
