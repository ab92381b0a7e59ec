"""`dandang serve`: the web server and one background worker."""

import argparse
import sys
from pathlib import Path

HELP = "serve the site: the web server and one background worker"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    from dandang.cli.serving import THREADS, WORKERS

    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=WORKERS, help="web server processes")
    parser.add_argument("--threads", type=int, default=THREADS, help="threads of each of them")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped; 0 after an orderly stop, 1 when the server died, 2 when it cannot start."""
    from dandang.cli import serving
    from dandang.cli.django_start import start_django
    from dandang.terms.refusal import Refusal
    from dandang.terms.sentences import say

    if not serving.port_is_free(options.host, options.port):
        print(say("serve.port_taken", host=options.host, port=options.port), file=sys.stderr)
        return 2
    start_django()
    if serving.pending_migrations():
        print(say("serve.migrations_pending"), file=sys.stderr)
        return 2
    from django.conf import settings

    from dandang.apps.grants.tasks import start_keeping_house

    start_keeping_house()
    where = serving.address(options.host, options.port)
    try:
        return serving.serve(
            data=Path(settings.DATA),
            host=options.host,
            port=options.port,
            workers=options.workers,
            threads=options.threads,
            when_ready=lambda: print(say("serve.ready", address=where), flush=True),
        )
    except Refusal as refusal:
        print(say(refusal.code, **refusal.values), file=sys.stderr)
        return 2
