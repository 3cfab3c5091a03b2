"""Bytes and YAML; nothing here knows what a plan is."""
