"""Addresses of the leaders' desk."""

from django.urls import path

from dandang.web.leaders.views import rounds

app_name = "leaders"
urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<int:number>/", rounds.round_, name="round"),
    path("rounds/<int:number>/confirm/", rounds.confirm_all, name="confirm_all"),
    path("rounds/<int:number>/approve/", rounds.approve, name="approve"),
    path("ratees/<int:number>/", rounds.ratee, name="ratee"),
    path("ratees/<int:number>/decide/", rounds.decide, name="decide"),
]
