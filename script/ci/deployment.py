"""
Run Django's checks of a deployment, with the settings of a council's server whose files are in a folder.

    python -m script.ci.deployment FOLDER
"""

import os
import secrets
import subprocess
import sys

from cryptography.fernet import Fernet


def main(folder: str) -> int:
    """Run `check --deploy` and return its exit status."""
    settings = {
        "COMMITTEE_PRODUCTION": "1",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "NOTES_KEYS": Fernet.generate_key().decode(),
        "ALLOWED_HOSTS": "committees.council.example",
        "SITE_URL": "https://committees.council.example",
        "DEFAULT_FROM_EMAIL": "committees@council.example",
        "EMAIL_URL": "smtp://mail.council.example:25",
        "DATABASE_URL": os.environ.get("POSTGRES", "postgres://nobody@127.0.0.1/nothing"),
        "COMMITTEE_VAR": folder,
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env=os.environ | settings).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
