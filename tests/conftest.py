"""One temporary data folder for the whole run, set before any setting is read."""

import os
import tempfile
from pathlib import Path

os.environ["DANDANG_DATA"] = tempfile.mkdtemp(prefix="dandang-test-")
Path(os.environ["DANDANG_DATA"]).mkdir(exist_ok=True)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
