"""The database itself keeps an account's kind."""

from django.db import migrations

from dandang.kit.triggers import guard


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        guard(
            "account_kind",
            table="accounts_account",
            events=["UPDATE"],
            refuse_when="NEW.kind <> OLD.kind",
            message="账号类别一经开设不能更改",
        ),
    ]
