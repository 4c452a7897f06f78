"""`python -m glidepath` is the program `glidepath`."""

import sys

from ._program import main

sys.exit(main())
