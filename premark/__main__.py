"""`python -m premark`, and the `premark` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line; heavy libraries load only when a command needs them."""
    from premark.cli import run

    run()


if __name__ == "__main__":
    main()
