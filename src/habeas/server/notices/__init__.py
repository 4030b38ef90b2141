"""What members were told, exactly as it was sent."""
