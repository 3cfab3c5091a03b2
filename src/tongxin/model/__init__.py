"""What can be written: frozen dataclasses, each knowing its place in the text."""
