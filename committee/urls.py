"""All URLs of the portal: sign-in, and the URLs of each audience. `committee.portal.health` answers health checks."""

from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from committee.portal import pages
from committee.views import directory_users, second_step
from committee.views.directory_sign_in import from_directory, to_directory
from committee.views.sign_out import sign_out


class IdConverter:
    """
    A whole number of at most 18 digits.

    No id is longer, and SQLite raises OverflowError for a longer number, so such an address does not exist (404).
    """

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the id as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the id as digits."""
        return str(value)


register_converter(IdConverter, "id")

handler400, handler404, handler500 = pages.unreadable, pages.not_found, pages.fault

urlpatterns = [
    path("start/", pages.start, name="start"),
    # SECURITY: comes before allauth's page of this name, on which a stolen session could change the email address.
    path("account/email/", pages.own_address, name="account_email"),
    # Comes before allauth's page of this name.
    path("account/logout/", sign_out, name="account_logout"),
    # SECURITY: comes before allauth's page of this name, where a user of a directory could choose a password.
    path("account/password/set/", pages.own_address, name="account_set_password"),
    path("account/directory/<str:provider_id>/", to_directory, name="openid_connect_login"),
    path("account/directory/<str:provider_id>/callback/", from_directory, name="openid_connect_callback"),
    path("account/", include("allauth.account.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    # SECURITY: come before allauth's pages of these names, which add a second step without the code from the mailbox.
    path("account/2fa/set-up/", second_step.second_step, name="second-step"),
    path("account/2fa/totp/activate/", second_step.app, name="mfa_activate_totp"),
    path("account/2fa/webauthn/add/", second_step.key, name="mfa_add_webauthn"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("scim/v2/ServiceProviderConfig", directory_users.config, name="scim_config"),
    path("scim/v2/ResourceTypes", directory_users.types, name="scim_types"),
    path("scim/v2/ResourceTypes/<str:name>", directory_users.types, name="scim_types"),
    path("scim/v2/Schemas", directory_users.schemas, name="scim_schemas"),
    path("scim/v2/Schemas/<str:name>", directory_users.schemas, name="scim_schemas"),
    path("scim/v2/Users", directory_users.users, name="scim_users"),
    path("scim/v2/Users/<id:pk>", directory_users.user, name="scim_user"),
    path("scim/v2/<path:rest>", directory_users.nothing, name="scim_nothing"),
    path(".well-known/security.txt", pages.security, name="security"),
    path(".well-known/change-password", RedirectView.as_view(pattern_name="account_change_password"), name="password"),
    path("", include("committee.portal.urls")),
]
