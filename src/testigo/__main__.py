"""`python -m testigo` is the `testigo` command."""

from testigo.cli import main

if __name__ == "__main__":
    main()
