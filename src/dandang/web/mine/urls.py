"""Addresses of the cadre's own desk."""

from django.urls import path

from dandang.web.mine.views import corrections, file, results

app_name = "mine"
urlpatterns = [
    path("file/", file.own_file, name="file"),
    path("file/sealed/", file.sealed, name="sealed"),
    path("file/copy/", file.copy, name="copy"),
    path("file/checks/", file.check_state, name="check_state"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/new/", corrections.new, name="correction_new"),
    path("corrections/<int:number>/", corrections.correction, name="correction"),
    path("corrections/<int:number>/read/", corrections.read, name="correction_read"),
    path("corrections/<int:number>/withdraw/", corrections.withdraw, name="correction_withdraw"),
    path("corrections/<int:number>/object/", corrections.object_, name="correction_object"),
    path("corrections/<int:number>/files/<int:file>/", corrections.file, name="correction_file"),
    path("opened/", file.opened, name="opened"),
    path("results/", results.results, name="results"),
    path("results/<int:number>/", results.result, name="result"),
    path("results/<int:number>/read/", results.read, name="read"),
    path("results/<int:number>/object/", results.object_, name="object"),
    path("results/<int:number>/objections/<int:case>/withdraw/", results.withdraw, name="withdraw"),
    path("results/<int:number>/scans/<int:file>/", results.scan, name="scan"),
    path("results/<int:number>/letter.pdf", results.letter, name="letter"),
]
