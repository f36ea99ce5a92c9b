"""The yardstick: a bare Flask "hello" on Kiosk's own server. python -m tests.bench.hello PORT."""

import sys
from typing import Any

from gevent import monkey

monkey.patch_all(os=False, signal=False, subprocess=False)  # as kiosk run does

import gc  # noqa: E402

from flask import Flask  # noqa: E402

from kiosk import config, server  # noqa: E402


class Hello(server.Server):
    """Kiosk's server with nothing of Kiosk in it."""

    def load_config(self) -> None:
        super().load_config()
        self.cfg.set("when_ready", lambda _arbiter: None)
        self.cfg.set("post_fork", lambda _arbiter, _worker: None)
        self.cfg.set("post_worker_init", lambda _worker: None)

    def load(self) -> Any:
        app = Flask("hello")
        app.add_url_rule("/", view_func=lambda: "hello")
        gc.collect()
        gc.freeze()
        return app


if __name__ == "__main__":
    settings = config.load()
    listener = server.listen(settings)
    Hello(settings, listener.detach(), int(sys.argv[1])).run()
