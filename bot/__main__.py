"""`protocol-desk` and `python -m bot`."""

from bot.cli.app import desk


def main() -> None:
    """Run the command line."""
    desk(prog_name="protocol-desk")


if __name__ == "__main__":
    main()
