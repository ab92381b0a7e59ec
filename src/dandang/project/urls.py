"""Every address of the site, by desk."""

from django.urls import include, path

urlpatterns = [
    path("", include("dandang.web.shared.urls")),
    path("archive/", include("dandang.web.shared.archive_urls")),
    path("lists/", include("dandang.web.shared.list_urls")),
    path("cases/", include("dandang.web.shared.case_urls")),
    path("corrections/", include("dandang.web.shared.correction_urls")),
    path("checks/", include("dandang.web.shared.check_urls")),
    path("rules/", include("dandang.web.shared.rule_urls")),
    path("catalogues/", include("dandang.web.shared.catalogue_urls")),
    path("serving/", include("dandang.web.shared.serving_urls")),
    path("organiser/", include("dandang.web.organiser.urls")),
    path("mine/", include("dandang.web.mine.urls")),
    path("leaders/", include("dandang.web.leaders.urls")),
    path("oversight/", include("dandang.web.oversight.urls")),
    path("b/", include("dandang.web.booth.urls")),
]

handler400 = "dandang.web.shared.views.errors.refused"
handler404 = "dandang.web.shared.views.errors.not_found"
handler500 = "dandang.web.shared.views.errors.failed"
