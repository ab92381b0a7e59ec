"""等保三级 item by item, for the three officers."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dandang.terms.access import Role
from dandang.terms.protection import ProtectionDuty, protection_items
from dandang.web.shared.desk import DeskRequest, desk


@require_safe
@desk(Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER)
def protection(request: DeskRequest) -> HttpResponse:
    """What the product does about each item, what the installation must do, and the tests."""
    items = protection_items()
    counts = Counter(item.duty for item in items)
    context = {"items": items, "counts": [(duty, counts[duty]) for duty in ProtectionDuty]}
    return render(request, "oversight/protection.html", context)
