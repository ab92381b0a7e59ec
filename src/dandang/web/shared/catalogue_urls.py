"""Addresses of the catalogues, their versions and items."""

from django.urls import path

from dandang.web.shared.views import catalogue_moves as moves
from dandang.web.shared.views import catalogues

app_name = "catalogues"
urlpatterns = [
    path("", catalogues.catalogues, name="catalogues"),
    path("new/", moves.new, name="new"),
    path("shipped/", catalogues.shipped, name="shipped"),
    path("shipped/<slug:code>/take/", moves.take_over, name="take_over"),
    path("<int:number>/", catalogues.catalogue, name="catalogue"),
    path("<int:number>/filler/", moves.filler, name="filler"),
    path("<int:number>/draft/", moves.draft, name="draft"),
    path("versions/<int:number>/", catalogues.version, name="version"),
    path("versions/<int:number>/changes/", catalogues.changes, name="changes"),
    path("versions/<int:number>/declare/", moves.declare, name="declare"),
    path("versions/<int:number>/activate/", moves.activate, name="activate"),
    path("versions/<int:number>/retire/", moves.retire, name="retire"),
    path("versions/<int:number>/discard/", moves.discard, name="discard"),
    path("versions/<int:number>/items/", moves.item_new, name="item_new"),
    path("items/<int:number>/", moves.item, name="item"),
    path("items/<int:number>/drop/", moves.item_drop, name="item_drop"),
]
