"""Addresses of the organiser's desk."""

from django.urls import path

from dandang.web.organiser.views import box, county, papers, results, rosters, rounds

app_name = "organiser"
urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.round_new, name="round_new"),
    path("rounds/<int:number>/", rounds.round_, name="round"),
    path("rounds/<int:number>/freeze/", rounds.round_freeze, name="round_freeze"),
    path("rounds/<int:number>/scheme/", rounds.round_scheme, name="round_scheme"),
    path("rounds/<int:number>/raters/", rounds.round_raters, name="round_raters"),
    path(
        "rounds/<int:number>/raters/rule/", rounds.round_choose_raters, name="round_choose_raters"
    ),
    path("rounds/<int:number>/raters/<int:line>/", rounds.round_rater, name="round_rater"),
    path("rounds/<int:number>/ratees/", rounds.round_ratees, name="round_ratees"),
    path("rounds/<int:number>/recusals/", rounds.round_recuse, name="round_recuse"),
    path("rounds/<int:number>/slips/", box.round_slips, name="round_slips"),
    path("rounds/<int:number>/open/", box.round_open, name="round_open"),
    path("rounds/<int:number>/repeat/", box.round_repeat, name="round_repeat"),
    path("rounds/<int:number>/close/", box.round_close, name="round_close"),
    path("rounds/<int:number>/compute/", box.round_compute, name="round_compute"),
    path("rounds/<int:number>/results/", results.round_results, name="round_results"),
    path("rounds/<int:number>/tally/", results.round_tally, name="round_tally"),
    path("rounds/<int:number>/publish/", results.round_publish, name="round_publish"),
    path("rounds/<int:number>/meeting/", papers.meeting, name="round_meeting"),
    path("rounds/<int:number>/approval/", papers.approval, name="round_approval"),
    path("ratees/<int:number>/", results.ratee, name="ratee"),
    path("ratees/<int:number>/letter.pdf", results.letter_pdf, name="letter_pdf"),
    path("ratees/<int:number>/letter.docx", results.letter_word, name="letter_word"),
    path("ratees/<int:number>/objection/", results.objection_from_paper, name="objection"),
    path("templates/", results.templates, name="templates"),
    path("templates/result-letter.docx", results.template_word, name="template_word"),
    path("import/", rosters.import_, name="import"),
    path("import/apply/", rosters.import_apply, name="import_apply"),
    path("export/", rosters.export, name="export"),
    path("county/", county.county, name="county"),
    path("settings/", county.settings, name="settings"),
    path("settings/scans/<int:file>/", county.setting_scan, name="setting_scan"),
    path("calendar/", county.calendar, name="calendar"),
    path("calendar/correct/", county.calendar_correct, name="calendar_correct"),
    path("calendar/drop/", county.calendar_drop, name="calendar_drop"),
    path("calendar/enter/", county.calendar_enter, name="calendar_enter"),
]
