"""The program: `tongxin`, or `python -m tongxin`."""

import os
import sys


def main() -> None:
    """Run the command line; leave quietly when interrupted, even while it is being loaded.

    The process ends at once instead of taking down what was read, object by object: that would be
    a tenth of the time of a `check`. What was written has gone out by then.
    """
    try:
        from tongxin.cli import main as run

        run()
    except KeyboardInterrupt:
        code = 130
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody reads any longer
            continue
    os._exit(code)


if __name__ == "__main__":
    main()
