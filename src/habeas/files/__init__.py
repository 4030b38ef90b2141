"""What the core may not do itself: reads policy folders and the pattern cache, hands over text and bytes."""
