"""`python -m testigo` is the `testigo` command."""

import sys

from testigo.cli import command

if __name__ == "__main__":
    sys.exit(command())
