"""The look: the form pack, the statements, fonts and colours, and what each server links of it."""

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import OrderedDict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import override_settings
from django.urls import reverse
from fontTools.ttLib import TTFont
from tinycss2.ast import Node

from committee.models import Council
from committee.public_pages import pieces, stylesheets, theme
from committee.public_pages.content_policy import SCRIPT_HASH
from committee.templatetags import council

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
SAVED_MAIL = ROOT / "templates" / "demo" / "mail.html"  # a file of the demonstration that is opened from its folder


class Page(HTMLParser):
    """The ids, links, labels and descriptions of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids, self.targets, self.described, self.labelled, self.controls = set(), [], [], set(), {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            assert found["id"] not in self.ids, f"two things are called {found['id']}"
            self.ids.add(found["id"])
        if tag == "a" and found.get("href", "").startswith("#"):
            self.targets.append(found["href"][1:])
        self.described += (found.get("aria-describedby") or "").split()
        if tag == "label":
            self.labelled.add(found["for"])
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden":
            self.controls[found["id"]] = found


class PaperForm(forms.Form):
    """One of every kind of field that the portal uses."""

    title = forms.CharField(label="Title", max_length=200, help_text="As it will be printed.")
    lead = forms.CharField(label="Lead line", required=False)
    day = forms.DateField(label="Date of the meeting")
    at = forms.TimeField(label="Time", initial="10:00")
    issued = forms.SplitDateTimeField(label="Issued", widget=forms.SplitDateTimeWidget)
    access = forms.ChoiceField(
        label="Who can read it", choices=[("o", "Open"), ("e", "Exempt")], widget=forms.RadioSelect
    )
    paragraphs = forms.MultipleChoiceField(
        label="Paragraphs", choices=[(1, "One"), (2, "Two")], widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 4}), max_length=500)
    committee = forms.ChoiceField(label="Committee", choices=[("s", "Safeguarding")])
    paper = forms.FileField(label="The paper")
    duplex = forms.BooleanField(label="Begins on an odd page")
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    token = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["access"].option_hints = {"e": "By resolution"}
        self.helper = FormHelper()
        fields = [name for name in self.fields if name not in ("day", "at")]
        self.helper.layout = Layout(Fieldset("When", "day", "at"), *fields)
        self.helper.add_input(Submit("save", "Save"))


def test_every_fault_in_the_summary_leads_to_its_field():
    page = Page(render_crispy_form(PaperForm({})))
    assert page.targets == [
        *("id_title", "id_day", "id_at", "id_issued_0", "id_access_0", "id_paragraphs_0", "id_reason", "id_committee"),
        *("id_paper", "id_duplex", "id_password"),
    ]
    assert set(page.targets) <= page.ids


@pytest.mark.parametrize("data", [None, {}], ids=["fresh", "refused"])
def test_every_control_has_a_label_and_every_description_exists(data):
    page = Page(render_crispy_form(PaperForm(data)))
    assert len(page.controls) == 15
    unnamed = {
        name for name, attrs in page.controls.items() if name not in page.labelled and not attrs.get("aria-label")
    }
    assert not unnamed
    assert set(page.described) <= page.ids
    assert {"id_title_helptext", "id_reason-info", "id_access_1_hint"} <= set(page.described)


def test_a_formset_lists_the_faults_of_all_its_forms():
    class NameForm(forms.Form):
        name = forms.CharField(label="Name")

    kind = forms.formset_factory(NameForm, min_num=2, validate_min=True, extra=0)
    formset = kind({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"})
    formset.is_valid()
    html = render_to_string("council/errors_formset.html", {"formset": formset})
    assert Page(html).targets == ["id_form-0-name", "id_form-1-name"]


@pytest.mark.django_db
def test_a_refused_page_says_error_first_in_its_title_and_shows_the_summary_once(client):
    html = client.post(reverse("account_login"), {}).content.decode()
    assert "<title>Error: Sign in" in html
    assert html.count('class="govuk-error-summary"') == 1
    assert html.index("govuk-error-summary") < html.index("<h1")


def test_nothing_of_govuks_own_branding_is_here():
    for path in [*STYLES, *TEMPLATES]:
        text = path.read_text()
        for mark in ("GDS Transport", "govuk-header", "govuk-crest", "govuk-footer", "crown"):
            assert mark not in text, f"{mark} in {path.name}"
    names = {path.name for path in (ROOT / "static").rglob("*")}
    assert not {name for name in names if re.search("crown|crest|govuk-icon|opengraph", name)}


def test_no_page_carries_a_style_or_script_that_the_content_security_policy_would_block():
    for path in TEMPLATES:
        if path.relative_to(ROOT / "templates").parts[0] in ("print", "email") or path == SAVED_MAIL:
            continue
        text = path.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=\"", text), path
        assert "<style" not in text, path
        for tag, script in re.findall(r"(<script\b[^>]*>)([^<]*)", text):
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            known = f"sha256-{digest}" == SCRIPT_HASH
            assert known or " src=" in tag or "application/json" in tag, f"{path.name}: {tag}"


def font(name: str) -> TTFont:
    return TTFont(ROOT / "static/fonts" / name)


@pytest.mark.parametrize("face", ["Regular", "Italic", "Bold", "BoldItalic"])
def test_the_font_has_welsh_letters_and_both_formats_agree(face):
    on_screen = [font(f"PortalSans-{face}.woff2")] if face in ("Regular", "Bold") else []
    for one in [font(f"print/PortalSans-{face}.ttf"), *on_screen]:
        letters = one.getBestCmap()
        assert not [sign for sign in "ŴŵŶŷẀẁẂẃẄẅỲỳÂâÊêÎîÔôÛû–’£•←→" if ord(sign) not in letters]


def test_the_licence_of_the_fonts_is_kept_and_the_name_that_it_reserves_is_not_used():
    assert 'Reserved Font Name "Plex"' in (ROOT / "static/fonts/OFL.txt").read_text("utf-8")
    assert "Noto Project Authors" in (ROOT / "static/fonts/print/OFL-Noto.txt").read_text("utf-8")
    for path in [*(ROOT / "static/fonts").glob("*.woff2"), *(ROOT / "static/fonts/print").glob("*.ttf")]:
        assert "Plex" not in str(TTFont(path)["name"].getDebugName(1)), path.name


@pytest.mark.django_db
def test_the_accessibility_statement_holds_the_four_parts_that_regulation_8_asks_for(client):
    html = client.get(reverse("public:accessibility")).content.decode()
    assert "This accessibility statement applies to" in html
    assert "content listed below is non-accessible for the following reasons" in html  # reg 8(4)(a)
    assert "The alternative in every case" in html  # reg 8(4)(b)
    assert f'href="{reverse("public:contact")}">use our contact form' in html  # reg 8(4)(c)
    assert 'href="https://www.equalityadvisoryservice.com/"' in html  # reg 8(4)(d)
    assert "partially compliant" in html


@pytest.mark.django_db
def test_every_page_links_to_the_statements(client):
    footer = client.get(reverse("public:contact")).content.decode().partition("<footer")[2]
    for name in ("accessibility", "privacy", "filming", "contact"):
        assert f'href="{reverse(f"public:{name}")}"' in footer


def test_a_colour_that_is_not_a_colour_never_reaches_the_stylesheet():
    sheet = theme.stylesheet(Council(brand_colour="#fff} body{display:none", link_colour="#123456"))
    assert "display:none" not in sheet
    assert "--govuk-link-colour: #123456" in sheet


@pytest.mark.django_db
def test_the_councils_colours_are_a_stylesheet_whose_address_changes_with_them(client):
    council = Council.objects.create(name="Borsetshire", short_name="Borset", brand_colour="#103050")
    before = reverse("public:theme", args=[theme.name(council)])
    page = client.get(reverse("public:filming"))
    assert f'href="{before}"' in page.content.decode()
    assert "nonce" not in page["Content-Security-Policy"] and SCRIPT_HASH in page["Content-Security-Policy"]
    assert b"--council-band: #103050" in (sheet := client.get(before)).content
    assert sheet["Content-Type"].startswith("text/css") and "immutable" in sheet["Cache-Control"]
    Council.objects.update(brand_colour="#501030")
    assert client.get(before).status_code == 404
    assert client.get(reverse("public:theme", args=[theme.name(Council.objects.get())])).status_code == 200


@pytest.mark.parametrize(
    ("count", "style", "said"),
    [
        (1, "", "in 1 working day"),
        (0, "", "today"),
        (-2, "", "2 working days ago"),
        (1, "count", "1 working day"),
        (3, "left", "3 working days left"),
        (0, "left", "last day today"),
        (-1, "left", "1 working day late"),
        (None, "", ""),
    ],
)
def test_working_days_are_said_as_people_say_them(count, style, said):
    assert council.working_days(count, style) == said


def test_a_file_link_says_type_pages_and_size():
    html = render_to_string("_file_link.html", {"title": "Young Carers", "url": "/y", "pages": 12, "size": 340_000})
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()
    assert text == "Young Carers (PDF, 12 pages, 340 KB)"


def rules(css: str) -> list[Node]:
    return tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)


def words(tokens: list[Node]) -> str:
    return tinycss2.serialize(tokens).strip()


def linked(html: str) -> list[str]:
    """Return the addresses of a page's static stylesheets, in order, without that of the council's colours."""
    return re.findall(r'<link rel="stylesheet" href="(/static/[^"]+)"', html)


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> dict[str, Any]:
    """Return the settings of a council's server: its static file storage, and the folder of collected files."""
    needed = ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "EMAIL_URL", "DEFAULT_FROM_EMAIL")
    values = (
        "x" * 50,
        "portal.example",
        "https://portal.example",
        "postgres://db.example/portal",
        "consolemail://",
        "committees@portal.example",
    )
    named = {"COMMITTEE_PRODUCTION": "1", "COMMITTEE_VAR": str(tmp_path_factory.mktemp("var"))}
    backend = subprocess.run(
        [sys.executable, "-c", "from committee import settings; print(settings.STORAGES['staticfiles']['BACKEND'])"],
        cwd=ROOT, env={**os.environ, **named, **dict(zip(needed, values, strict=True))},
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    folder = tmp_path_factory.mktemp("static")
    (folder / "css" / "council").mkdir(parents=True)
    (folder / stylesheets.joined("council")).write_text(".of-the-release-before { color: red }")
    changed = {
        "STATIC_ROOT": folder,
        "STORAGES": {**settings.STORAGES, "staticfiles": {"BACKEND": backend}},
        "WHITENOISE_SKIP_COMPRESS_EXTENSIONS": ("js", "map", "svg", "ttf"),  # else it takes ten seconds
    }
    with override_settings(**changed):
        call_command("collectstatic", interactive=False, verbosity=0)
    return changed


@pytest.fixture
def on_a_councils_server(collected, settings, monkeypatch) -> Path:
    """Return the folder of served static files, with the cache of page pieces emptied."""
    monkeypatch.setattr(pieces, "_kept", OrderedDict())
    for name, value in collected.items():
        setattr(settings, name, value)
    return collected["STATIC_ROOT"]


def test_scripts_of_a_councils_server_import_each_other_by_names_with_a_hash(on_a_councils_server):
    scripts = [
        path for path in (on_a_councils_server / "js").rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)
    ]
    named = [
        (path, name) for path in scripts for name in re.findall(r'(?:from|import) ?"(\..+?)"', path.read_text("utf-8"))
    ]
    assert len(named) > 10
    for path, name in named:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name) and (path.parent / name).resolve().is_file(), (
            f"{path.name}: {name}"
        )


@pytest.mark.parametrize("folder", stylesheets.ORDER)
def test_a_councils_server_has_the_rules_of_a_folder_in_one_file_in_their_order(on_a_councils_server, folder):
    names = json.loads((on_a_councils_server / "staticfiles.json").read_text("utf-8"))["paths"]
    parts = [on_a_councils_server / names[name] for name in stylesheets.sources(folder)]
    whole = on_a_councils_server / names[stylesheets.joined(folder)]
    assert re.fullmatch(r"all\.[0-9a-f]{12}\.css", whole.name)
    said = [words([rule]) for rule in rules(whole.read_text("utf-8"))]
    assert said == [words([rule]) for part in parts for rule in rules(part.read_text("utf-8"))]
    assert gzip.decompress(Path(f"{whole}.gz").read_bytes()) == whole.read_bytes()
    assert {(whole.parent / url).is_file() for url in re.findall(r'url\("(.+?)"\)', whole.read_text("utf-8"))} <= {True}


def test_a_page_of_a_councils_server_links_one_stylesheet_and_the_desk_one_more(
    on_a_councils_server, client, safeguarding, desk
):
    council = [stylesheets.joined("council")]
    assert linked(client.get("/").content.decode()) == [staticfiles_storage.url(name) for name in council]
    assert linked(render_to_string("_bare.html")) == [staticfiles_storage.url(name) for name in council]
    links = linked(desk.get("/desk/standing/safeguarding/").content.decode())
    assert links == [staticfiles_storage.url(name) for name in [*council, stylesheets.joined("desk")]]
    for link in links:
        assert (on_a_councils_server / link.removeprefix("/static/")).is_file()
