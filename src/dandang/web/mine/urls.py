"""Addresses of the cadre's own desk."""

from django.urls import path

from dandang.web.mine.views import file, results

app_name = "mine"
urlpatterns = [
    path("file/", file.own_file, name="file"),
    path("opened/", file.opened, name="opened"),
    path("results/", results.results, name="results"),
    path("results/<int:number>/", results.result, name="result"),
    path("results/<int:number>/read/", results.read, name="read"),
    path("results/<int:number>/object/", results.object_, name="object"),
    path("results/<int:number>/objections/<int:case>/withdraw/", results.withdraw, name="withdraw"),
    path("results/<int:number>/scans/<int:file>/", results.scan, name="scan"),
    path("results/<int:number>/letter.pdf", results.letter, name="letter"),
]
