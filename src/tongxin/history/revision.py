"""The commit that a workspace stands at."""

import subprocess
from pathlib import Path

READ = ("tongxin.yaml", "plans", "ledger", "templates", "evidence")
"""What a document is made of; a report that lies beside it changes nothing."""


def commit_of(root: Path) -> str | None:
    """The abbreviated commit of a workspace of which all that is read is committed as it is.

    None outside git, without git, before the first commit, and where something that is read is
    changed or not committed: then no commit says what a document was made of.
    """
    changed = _git(root, "status", "--porcelain", "--untracked-files=normal", "--", *READ)
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
