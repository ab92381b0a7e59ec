"""Taking evidence files in, and throwing away what nothing refers to."""

import hashlib
import io
import os
import warnings
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageOps

from dandang.apps.audit import actions as audit
from dandang.apps.files.models import File
from dandang.apps.permits.actor import Actor
from dandang.terms.refusal import Refusal

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 25_000_000
ACCEPTED = "PDF、JPG、PNG"
PICTURES = "JPG、PNG"
_UNDER_WAY = timedelta(hours=1)


def put_scan(*, name: str, content: bytes, side: int | None = None, by: Actor, at: datetime) -> int:
    """Keep a scan (扫描件) and give its number; the caller has checked that the actor may.

    PDF is kept as it is; pictures are written anew as JPEG, which drops place and camera. Anything
    else, or a file over 10 MB, is refused. With `side` only a picture is taken, and only its upper
    middle square of so many pixels is kept.
    """
    if len(content) > MOST_BYTES:
        raise Refusal(
            "files.too_large",
            size=round(len(content) / 1024 / 1024, 1),
            limit=MOST_BYTES // 1024 // 1024,
        )
    if content.startswith(b"%PDF-") and side is None:
        media_type, kept = "application/pdf", content
    else:
        media_type, kept = "image/jpeg", _rewritten(name, content, side)
    digest = hashlib.sha256(kept).hexdigest()
    _keep(digest, kept)
    row = File.objects.create(
        name=Path(name).name[:200],
        media_type=media_type,
        size=len(kept),
        digest=digest,
        put_at=at,
        put_by=by.name,
    )
    audit.record(
        by=by,
        verb="files.put",
        subject=audit.Subject("file", str(row.pk), row.name),
        at=at,
        details={"digest": digest, "size": len(kept)},
    )
    return row.pk


def drop(number: int) -> None:
    """Throw a file away; ProtectedError while anything refers to it. `sweep` removes its bytes.

    The caller has checked that the actor may, and leaves the row in the trail.
    """
    row = File.objects.get(pk=number)
    row.delete()
    if (place := place_of(row.digest)).exists():
        # A backup under way has read the tables already and still looks for it.
        os.utime(place)


def sweep(*, at: datetime) -> int:
    """Remove the bytes that no file refers to, an hour after they came or were dropped; how many.

    What was thrown away, and what was taken in by an act that was refused.
    """
    store, gone = Path(settings.FILES), 0
    # The hour is for acts under way, whose file is in no table yet.
    old = (at - _UNDER_WAY).timestamp()
    lying = [place for place in store.glob("??/*") if place.stat().st_mtime < old]
    known = set(File.objects.values_list("digest", flat=True)) if lying else set()
    for place in lying:
        if place.name not in known:
            place.unlink(missing_ok=True)
            gone += 1
    return gone


def _rewritten(name: str, content: bytes, side: int | None = None) -> bytes:
    accepted = ACCEPTED if side is None else PICTURES
    refusal = Refusal("files.wrong_kind", name=Path(name).name, accepted=accepted)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise refusal
                out = io.BytesIO()
                shown = picture.convert("RGB")
                if side is not None:
                    shown = _square(ImageOps.exif_transpose(picture).convert("RGB"), side)
                shown.save(out, "JPEG", quality=85)
    except Refusal:
        raise
    except Exception as error:
        # However the reader of pictures gives up on it, it is no picture to be kept.
        raise refusal from error
    return out.getvalue()


def check_picture(*, name: str, content: bytes, side: int) -> None:
    """Refuse what `put_scan` with `side` would refuse; nothing is kept."""
    if len(content) > MOST_BYTES:
        size = round(len(content) / 1024 / 1024, 1)
        raise Refusal("files.too_large", size=size, limit=MOST_BYTES // 1024 // 1024)
    _rewritten(name, content, side)


def _square(picture: Image.Image, side: int) -> Image.Image:
    """The upper middle square: there the face is in a portrait."""
    edge = min(picture.size)
    left, top = (picture.width - edge) // 2, (picture.height - edge) // 6
    return picture.crop((left, top, left + edge, top + edge)).resize((side, side))


def place_of(digest: str) -> Path:
    """Where the bytes of a file lie in the data folder."""
    return Path(settings.FILES) / digest[:2] / digest


def _keep(digest: str, content: bytes) -> None:
    place = place_of(digest)
    if place.exists():
        # Come again: it must not be swept before the act that brings it is done.
        os.utime(place)
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = place.with_suffix(".part")
    with half.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(place)
