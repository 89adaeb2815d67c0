"""``python -m flows``: the command line. Helper processes do not load this again, as they would ``flows.cli``."""

import os
import sys

# The matrices are small: threads of the numerical library cost more in waking than they save, here and in the workers.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def start() -> int:
    """Load and run the command line; Ctrl-C is no accident, also while it is still loading."""
    try:
        from flows.cli import main

        return main()
    except KeyboardInterrupt:
        sys.stderr.write("已中止。\n")
        return 1


if __name__ == "__main__":
    sys.exit(start())
