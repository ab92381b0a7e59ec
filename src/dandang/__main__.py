"""`python -m dandang` is the `dandang` command."""

from dandang.cli.main import main

raise SystemExit(main())
