"""The program `glidepath`."""

import signal
import sys

from ._glidepath import _main


def main() -> int:
    """Runs the program with the arguments of the command line."""
    # Ctrl-C ends the program at once, as it ends one without Python.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _main(sys.argv)
