"""Addresses of the oversight desk."""

from django.urls import path

from dandang.web.oversight.views import accounts, exports, grants, network, trail

app_name = "oversight"
urlpatterns = [
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.account_open, name="account_open"),
    path("accounts/<int:number>/active/", accounts.account_active, name="account_active"),
    path("accounts/<int:number>/unlock/", accounts.account_unlock, name="account_unlock"),
    path("accounts/<int:number>/password/", accounts.account_password, name="account_password"),
    path("grants/", grants.grants, name="grants"),
    path("grants/<int:number>/", grants.grants_of, name="grants_of"),
    path("grants/<int:account>/<int:number>/withdraw/", grants.withdraw, name="withdraw"),
    path("network/", network.network, name="network"),
    path("trail/", trail.trail_page, name="trail"),
    path("exports/", exports.register, name="exports"),
]
