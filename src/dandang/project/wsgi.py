"""The server's entry."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dandang.project.settings")

application = get_wsgi_application()

# What was made at the start lives as long as the server: no request shall wait while it is searched
# for what could be thrown away.
gc.collect()
gc.freeze()
