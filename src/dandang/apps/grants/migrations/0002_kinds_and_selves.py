"""The database itself refuses a role of another kind, and a grant to oneself."""

from django.db import migrations

from dandang.kit.triggers import guard

KIND_OF_ROLE = (
    "CASE NEW.role WHEN 'system_officer' THEN 'system' WHEN 'security_officer' THEN 'security' "
    "WHEN 'audit_officer' THEN 'audit' ELSE 'business' END"
)
KIND_OF_ACCOUNT = "(SELECT kind FROM accounts_account WHERE accounts_account.id = NEW.account_id)"


class Migration(migrations.Migration):
    dependencies = [("grants", "0001_initial")]
    operations = [
        guard(
            "grant_kind",
            table="grants_grant",
            events=["INSERT", "UPDATE"],
            refuse_when=f"{KIND_OF_ACCOUNT} <> {KIND_OF_ROLE}",
            message="角色与账号类别不符",
        ),
        guard(
            "grant_self",
            table="grants_grant",
            events=["INSERT", "UPDATE"],
            refuse_when="NEW.granted_by = NEW.account_id",
            message="不能给自己授权",
        ),
    ]
