"""All disk I/O on the workspace: find it, read it, write to it safely."""
