"""What is to be written, as new texts: a workspace and a wish → new sources. No disk."""
