"""`python -m testigo` is the `testigo` command."""

import sys

from testigo.cli import main

if __name__ == "__main__":
    sys.exit(main())
