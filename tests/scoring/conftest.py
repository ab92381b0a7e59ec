"""One thread of arithmetic: two workers on two cores are slower with more."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
