"""The command line: options → commands. The one place that reads the clock and the locale."""

from tongxin.cli import editing, exporting, reading, recording, sheets, successor  # noqa: F401
from tongxin.cli.main import main
from tongxin.cli.parser import app

__all__ = ["app", "main"]
