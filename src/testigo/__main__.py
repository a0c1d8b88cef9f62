"""`python -m testigo` is the `testigo` command."""

from testigo.cli import command

if __name__ == "__main__":
    command()
