"""Addresses of the corrections at the desks that handle them."""

from django.urls import path

from dandang.web.shared.views import corrections

app_name = "corrections"
urlpatterns = [
    path("", corrections.corrections, name="corrections"),
    path("<int:number>/", corrections.correction, name="correction"),
    path("<int:number>/accept/", corrections.accept, name="accept"),
    path("<int:number>/decline/", corrections.decline, name="decline"),
    path("<int:number>/review/", corrections.review, name="review"),
    path("<int:number>/review/paper/", corrections.review_for, name="review_for"),
    path("<int:number>/withdraw/", corrections.withdraw_for, name="withdraw"),
    path("<int:number>/serve/", corrections.serve, name="serve"),
    path("<int:number>/object/", corrections.object_for, name="object"),
    path("<int:number>/files/<int:file>/", corrections.file, name="file"),
    path("record/<int:person>/", corrections.record, name="record"),
]
