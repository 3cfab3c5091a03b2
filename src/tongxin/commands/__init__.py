"""One function a verb: plain arguments in, exit code out."""
