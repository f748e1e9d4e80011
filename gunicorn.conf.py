"""How gunicorn serves the application in production; it reads this file by itself."""

import os

wsgi_app = "config.wsgi"
bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4  # A reader on a slow line holds a thread, not a whole worker.
timeout = 60
worker_tmp_dir = "/dev/shm"  # noqa: S108 - heartbeats in memory, since the container's disk is read-only
control_socket_disable = True
accesslog = "-"
# The path without its query: what somebody searched for does not belong in a log.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(B)s bytes %(L)s s'
