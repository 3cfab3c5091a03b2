"""Write to the workspace: all of it or nothing, on disk before it is named."""

import os
import stat
from pathlib import Path

from tongxin.diagnostic import TongxinError, why
from tongxin.messages import msg


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file's content in one step: all of it or nothing, on disk before it is named.

    Raises:
        TongxinError: the folder or the file cannot be written.
    """
    import tempfile

    path = Path(os.path.realpath(path))  # of a link the file it stands for
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                os.chmod(name, stat.S_IMODE(path.stat().st_mode))  # noqa: PTH101
            else:
                os.chmod(name, 0o644)  # noqa: PTH101
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = why(error)
        raise TongxinError(
            msg("{path} cannot be written: {reason}", path=str(path), reason=reason)
        ) from error
