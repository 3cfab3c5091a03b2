"""What git knows of a workspace. The only caller of git."""
