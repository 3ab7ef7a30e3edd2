"""How gunicorn serves the site: gunicorn -c python:webapp.gunicorn_conf 'webapp:create_app()'

Names are gunicorn's own settings. Options on the command line count over these.
"""

from __future__ import annotations

from typing import Any

from webapp.languages import published
from webapp.logs import CONFIG
from webapp.metrics import begin_afresh, forget_worker
from webapp.understanding import understand

logconfig_dict = CONFIG

# One connection that sends nothing must not hold up a whole worker.
worker_class = "gthread"
threads = 4

# A connection that stays open stays with its worker, so some workers would idle while others have a queue. The proxy in
# front is near, and keeps the connections of browsers.
keepalive = 0

# The addresses of pages say something about who reads them: our own line for a request leaves them out.
accesslog = None

# It would be a file.
control_socket_disable = True

# More than the 8,000 bytes of cookies that webapp.security refuses with a page that says what to do.
limit_request_field_size = 32 * 1024

# Nobody may tell us in a header that the line is safe: RONDKOMENWIJZER_PROXIES says whether a proxy does.
forwarded_allow_ips: str = ""
secure_scheme_headers: dict[str, str] = {}


def on_starting(_server: Any) -> None:
    """Figures of an earlier start go."""
    begin_afresh()


def child_exit(_server: Any, worker: Any) -> None:
    """A worker that ended does nothing any more."""
    forget_worker(worker.pid)


def post_worker_init(worker: Any) -> None:
    """Compile pages, and words of the chat, before the first resident comes: who would wait tenths of a second."""
    pages = worker.wsgi.jinja_env
    for name in pages.list_templates(extensions=["html"]):
        pages.get_template(name)
    for language in published():
        understand("", language.code)
