"""Addresses of the oversight desk."""

from django.urls import path

from dandang.web.oversight.views import (
    accounts,
    alarms,
    batches,
    exports,
    grants,
    network,
    policy,
    protection,
    reports,
    trail,
)

app_name = "oversight"
urlpatterns = [
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.account_open, name="account_open"),
    path("accounts/<int:number>/", accounts.account, name="account"),
    path("accounts/<int:number>/sessions/", accounts.account_sessions, name="account_sessions"),
    path("accounts/<int:number>/factor/", accounts.account_factor, name="account_factor"),
    path("accounts/<int:number>/active/", accounts.account_active, name="account_active"),
    path("accounts/<int:number>/unlock/", accounts.account_unlock, name="account_unlock"),
    path("accounts/<int:number>/password/", accounts.account_password, name="account_password"),
    path("grants/", grants.grants, name="grants"),
    path("grants/<int:number>/", grants.grants_of, name="grants_of"),
    path("grants/<int:account>/<int:number>/withdraw/", grants.withdraw, name="withdraw"),
    path("batches/", batches.batches, name="batches"),
    path("batches/new/", batches.batch_begin, name="batch_begin"),
    path("batches/<int:number>/", batches.batch, name="batch"),
    path("batches/<int:number>/progress/", batches.batch_progress, name="batch_progress"),
    path("batches/<int:number>/go-on/", batches.batch_go_on, name="batch_go_on"),
    path("batches/<int:number>/slips/", batches.batch_slips, name="batch_slips"),
    path("batches/<int:number>/grant/", batches.batch_grant, name="batch_grant"),
    path("policy/", policy.policy, name="policy"),
    path("roles/", reports.roles, name="roles"),
    path("roles/workbook/", reports.roles_workbook, name="roles_workbook"),
    path("protection/", protection.protection, name="protection"),
    path("network/", network.network, name="network"),
    path("trail/", trail.trail_page, name="trail"),
    path("exports/", exports.register, name="exports"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/<int:number>/", alarms.alarm, name="alarm"),
]
