"""The commit that a workspace stands at."""

import subprocess
from pathlib import Path


def commit_of(root: Path) -> str | None:
    """The abbreviated commit of a workspace whose files are all committed as they are.

    None outside git, without git, before the first commit, and where a file of the workspace is
    changed or not committed: then no commit says what a document was made of.
    """
    changed = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", ".")
    if changed is None or changed:
        return None
    return _git(root, "rev-parse", "--short=10", "HEAD") or None


def _git(root: Path, *arguments: str) -> str | None:
    """What git answers, or None where it cannot."""
    try:
        run = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=30,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return run.stdout.strip() if run.returncode == 0 else None
