"""`python -m tongxin`."""

from tongxin.cli import main

main()
