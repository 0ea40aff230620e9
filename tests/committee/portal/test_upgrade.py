"""An upgrade from the release before, with the demonstration's data; a failed upgrade changes nothing; a release."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from script.ci.releases import release_before
from tests.test_house import ROOT

pytestmark = [pytest.mark.drill, pytest.mark.both_databases("transactions: migrations")]
FAILING = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("reviews", "{last}")]
    operations = [
        migrations.RunSQL("CREATE TABLE left_behind (id integer)"),
        migrations.RunSQL("INSERT INTO no_such_table VALUES (1)"),
    ]
"""
COUNTS = """
from django.apps import apps
import json
print(json.dumps({model._meta.label: model._default_manager.count() for model in apps.get_models()
       if model._meta.app_label in ("committee", "meetings", "workprogramme", "reviews")
       and model.__name__ not in ("IndexVersion", "PageStamp", "StatusReport")}))
"""
PAGES = """
from django.test import Client
for path in ("/", "/committees/", "/committees/safeguarding/", "/work-programme/", "/search/?q=carers"):
    answer = Client().get(path)
    print(answer.status_code, path)
"""


@pytest.fixture
def database(tmp_path, db):
    """Yield the address of an empty database."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'upgraded.sqlite3'}"
        return
    settings = connection.settings_dict
    name = f"{settings['NAME']}_upgraded"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(checkout: Path, tmp_path: Path, url: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py of a checkout on that database, as a demonstration."""
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COMMITTEE_DEMO": "1", "LOG_LEVEL": "ERROR",
           "COMMITTEE_VAR": str(tmp_path / "var"), "DATABASE_URL": url, **more}  # fmt: skip
    command = [sys.executable, str(checkout / "manage.py"), *arguments]
    return subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True)


def printed(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_database_of_the_release_before_is_upgraded_and_serves_both(tmp_path, database):
    before = tmp_path / "before"
    before.mkdir()
    archive = subprocess.run(["git", "archive", release_before()], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", before], input=archive, check=True)
    printed(run(before, tmp_path, database, "prepare_database"))
    printed(run(before, tmp_path, database, "demo"))
    counted = printed(run(before, tmp_path, database, "shell", "-v0", "-c", COUNTS))

    broken = tmp_path / "broken"
    shutil.copytree(ROOT, broken, ignore=shutil.ignore_patterns("var", ".venv", ".git", "__pycache__", "tests"))
    last = max(path.stem for path in (ROOT / "reviews" / "migrations").glob("0*.py"))
    (broken / "reviews" / "migrations" / "9999_fails.py").write_text(FAILING.format(last=last))
    waiting = printed(run(ROOT, tmp_path, database, "showmigrations"))
    failed = run(broken, tmp_path, database, "upgrade", str(tmp_path / "backups"))
    assert failed.returncode == 1 and "Nothing was changed: a migration failed." in failed.stderr, failed.stderr
    assert "Traceback" not in failed.stderr
    assert printed(run(before, tmp_path, database, "migrate", "--check", "-v0")) == ""
    assert printed(run(before, tmp_path, database, "shell", "-v0", "-c", COUNTS)) == counted
    assert printed(run(ROOT, tmp_path, database, "showmigrations")) == waiting

    output = printed(run(ROOT, tmp_path, database, "upgrade", str(tmp_path / "backups")))
    assert "The trail and the reading log verify." in output and Path(output.split()[2]).is_dir()
    printed(run(ROOT, tmp_path, database, "migrate", "--check", "-v0"))
    ours = json.loads(printed(run(ROOT, tmp_path, database, "shell", "-v0", "-c", COUNTS)))
    assert {name: ours[name] for name in json.loads(counted)} == json.loads(counted)
    for checkout in (ROOT, before):  # the release before goes on serving until it is replaced
        answers = printed(run(checkout, tmp_path, database, "shell", "-v0", "-c", PAGES)).splitlines()
        assert [answer.split()[0] for answer in answers] == ["200"] * 5, answers


def test_a_release_has_a_tag_its_source_an_sbom_and_hashes(tmp_path):
    clone = tmp_path / "clone"
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@council.example"]
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    (clone / ".venv").symlink_to(ROOT / ".venv")
    (clone / "script" / "setup").write_text("#!/bin/sh\n")  # the packages are here already
    log = clone / "CHANGELOG.md"  # of which the last release may have left nothing
    log.write_text(log.read_text("utf-8").replace("## [Unreleased]\n", "## [Unreleased]\n\n- Something.\n", 1), "utf-8")
    subprocess.run([*git, "commit", "--quiet", "--all", "--message", "as the test wants it"], cwd=clone, check=True)
    names = {"GIT_AUTHOR_NAME": "A", "GIT_COMMITTER_NAME": "A", "EMAIL": "a@council.example"}
    release = ["script/release", "9.9.9"]
    subprocess.run(release, cwd=clone, env=os.environ | names, check=True, capture_output=True)
    dist = clone / "dist"
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=dist, check=True, capture_output=True)
    bill = json.loads((dist / "committee-portal-9.9.9.cdx.json").read_text("utf-8"))
    pages = ["tar", "-tzf", dist / "committee-portal-9.9.9-handbook.tar.gz"]
    listed = subprocess.run(pages, capture_output=True, text=True)
    assert "portal-handbook/handbook/handbook/clerk.html" in listed.stdout.splitlines()
    assert {"django", "weasyprint"} <= {part["name"] for part in bill["components"]}
    assert bill["metadata"]["component"]["version"] == "9.9.9" and not json.dumps(bill).count(str(tmp_path))
    listed = subprocess.run(["tar", "-tzf", dist / "committee-portal-9.9.9.tar.gz"], capture_output=True, text=True)
    assert "committee-portal-9.9.9/manage.py" in listed.stdout.splitlines()
    assert "## [9.9.9] - " in (clone / "CHANGELOG.md").read_text("utf-8")
    again = subprocess.run(release, cwd=clone, capture_output=True, text=True)
    assert again.returncode == 1 and "There is a tag v9.9.9 already." in again.stderr
