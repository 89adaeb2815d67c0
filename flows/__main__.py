"""``python -m flows``: the command line. Helper processes do not load this again, as they would ``flows.cli``."""

import sys

from flows.cli import main

if __name__ == "__main__":
    sys.exit(main())
