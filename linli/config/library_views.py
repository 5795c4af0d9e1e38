"""Who may open the views of libraries, which cannot carry our own mark."""

from __future__ import annotations

LIBRARY_VIEWS: dict[str, tuple[str, ...]] = {
    name: audience
    for audience, names in {
        ("anyone",): (
            "account_login",
            "account_logout",
            "account_signup",
            "account_inactive",
            "account_request_login_code",
            "account_confirm_login_code",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_confirm_email",
            "account_email_verification_sent",
            "account_verify_phone",
            "mfa_authenticate",
            "mfa_login_webauthn",
            "openid_connect_login",
            "openid_connect_callback",
            "socialaccount_login_cancelled",
            "socialaccount_login_error",
            "socialaccount_signup",
            "set_language",
        ),
        ("signed_in",): (
            "account_change_password",
            "account_set_password",
            "account_email",
            "account_change_phone",
            "account_reauthenticate",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_list_webauthn",
            "mfa_remove_webauthn",
            "mfa_generate_recovery_codes",
            "mfa_view_recovery_codes",
            "mfa_download_recovery_codes",
            "usersessions_list",
            "socialaccount_connections",
        ),
    }.items()
    for name in names
}
