"""The program: `tongxin`, or `python -m tongxin`."""

import sys


def main() -> None:
    """Run the command line; leave quietly when interrupted, even while it is being loaded."""
    try:
        from tongxin.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
