"""The same content, the same bytes: zip files without the hour at which they were made."""

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)


def normalised(content: bytes) -> bytes:
    """A zip file (docx, xlsx) with its parts in a fixed order under a fixed date."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (not name.startswith("["), name)):
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(name))
    return made.getvalue()
