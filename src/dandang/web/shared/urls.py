"""Addresses of the shared pages."""

from django.urls import path
from django.views.i18n import set_language

from dandang.web.shared.views import account, agenda, home, inbox, pieces, signing

app_name = "shared"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-in/code/", signing.sign_in_code, name="sign_in_code"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("password/", account.password, name="password"),
    path("account/", account.account, name="account"),
    path("account/sessions/", account.end_sessions, name="end_sessions"),
    path("account/factor/", account.factor, name="factor"),
    path("account/factor/drop/", account.factor_drop, name="factor_drop"),
    path("language/", set_language, name="language"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/hand/", inbox.inbox_hand, name="inbox_hand"),
    path("inbox/back/", inbox.inbox_back, name="inbox_back"),
    path("inbox/remind/", inbox.inbox_remind, name="inbox_remind"),
    path("inbox/<int:number>/", inbox.inbox_item, name="inbox_item"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("readiness/", agenda.readiness, name="readiness"),
    path("pieces/", pieces.pieces, name="pieces"),
]
