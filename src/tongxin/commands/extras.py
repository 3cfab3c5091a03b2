"""Libraries that come with an extra: loaded when asked for, with a remedy where missing."""

from importlib import import_module
from types import ModuleType

from tongxin.diagnostic import TongxinError
from tongxin.messages import msg


def load(module: str, extra: str) -> ModuleType:
    """A library of an extra of the package.

    Raises:
        TongxinError: it is not installed; the remedy is the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise TongxinError(
            msg("{name} is not installed", name=module),
            msg("install it: {command}", command=f"pip install 'tongxin[{extra}]'"),
        ) from error
