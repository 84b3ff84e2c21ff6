"""``python -m backend.cluster``."""

from backend.cluster.command import main

import sys

if __name__ == "__main__":
    sys.exit(main())
