"""`python -m glidepath` is the program `glidepath`."""

import sys

from ._program import main

if __name__ == "__main__":
    sys.exit(main())
