"""The demonstration's emails: pages to open in a browser, whose buttons lead where they say."""

from django.core.mail import EmailMessage
from lxml import html

from committee.mail import mail_html
from committee.portal.demo.mail_files import EmailBackend

ADDRESS = f"/links/{'long-token-' * 20}/"


def backend(folder) -> EmailBackend:
    return EmailBackend(alias="default", file_path=str(folder))


def test_an_email_is_a_page_whose_button_leads_whole_to_its_address(tmp_path, council, settings):
    text = f"Dear <Pat>,\n\n→ Answer the recommendation\n{settings.SITE_URL}{ADDRESS}\n"
    mail = mail_html.message("Please answer: “carers”", text, "us@council.example", to=["pat@school.example"])
    assert backend(tmp_path).send_messages([mail, mail]) == 2
    paths = sorted(tmp_path.iterdir())
    assert len(paths) == 2 and all("please-answer-carers" in path.name for path in paths)
    page = html.fromstring(paths[0].read_text("utf-8"))
    (button,) = page.xpath("//a")
    assert button.get("href") == f"{settings.SITE_URL}{ADDRESS}"
    for words in ("Please answer: “carers”", "To pat@school.example", "Dear <Pat>,"):
        assert words in page.text_content()


def test_an_email_that_is_text_alone_has_its_addresses_as_links(tmp_path):
    mail = EmailMessage("A code", "Your <code>: http://a.example/b/", "us@council.example", ["pat@school.example"])
    backend(tmp_path).send_messages([mail])
    page = html.fromstring(next(tmp_path.iterdir()).read_text("utf-8"))
    assert page.xpath("//a/@href") == ["http://a.example/b/"]
    assert "Your <code>:" in page.text_content()
