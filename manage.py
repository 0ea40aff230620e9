#!/usr/bin/env python
"""Django's command line for the portal; `script/manage` runs it inside the project's own environment."""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")
    from django.core.management import execute_from_command_line

    from committee.wording import wording

    with wording.read_once():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
