"""``python -m flows``: the command line. Helper processes do not load this again, as they would ``flows.cli``."""

import os
import sys

# The matrices are small: threads of the numerical library cost more in waking than they save, here and in the workers.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from flows.cli import main

if __name__ == "__main__":
    sys.exit(main())
