"""Who took part in which decision: none of them hears an appeal against it, and the database refuses it, too."""
