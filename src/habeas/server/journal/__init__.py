"""Where members' money is: facts as they were told, and entries that the database itself keeps balanced."""
