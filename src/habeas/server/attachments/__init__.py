"""Files that members send: their type is what their bytes say; sealed like words, handed out as downloads only."""
