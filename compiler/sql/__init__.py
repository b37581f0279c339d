"""C5: SQL as a tree (`tree`), and the one printer that turns it into text (`printer`)."""
