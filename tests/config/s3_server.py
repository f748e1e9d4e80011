"""As much of an S3 server as packages need: put, get, head, list and delete, in memory, on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


@contextmanager
def s3_server() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Its address, and what it keeps: bytes by “bucket/key”."""
    kept: dict[str, bytes] = {}
    handler = type("Handler", (_Answering,), {"kept": kept})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", kept
        server.shutdown()
        thread.join()


class _Answering(BaseHTTPRequestHandler):
    kept: dict[str, bytes]
    protocol_version = "HTTP/1.1"

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path.strip("/"))

    def do_PUT(self):
        self.kept.pop(self.key, None)
        self.kept[self.key] = self._body()
        self._answer(200)

    def _body(self) -> bytes:
        """What was sent, without the frames of chunked uploads and the checksums behind them."""
        if self.headers.get("Transfer-Encoding") == "chunked":
            sent = b"".join(iter(self._chunk, b""))
        else:
            sent = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" not in self.headers.get("Content-Encoding", ""):
            return sent
        body = b""
        while True:
            size, _, sent = sent.partition(b"\r\n")
            length = int(size.partition(b";")[0], 16)
            if not length:
                return body
            body, sent = body + sent[:length], sent[length + 2 :]

    def _chunk(self) -> bytes:
        length = int(self.rfile.readline().strip() or b"0", 16)
        chunk = self.rfile.read(length)
        self.rfile.readline()
        return chunk

    def do_HEAD(self):
        self._give(with_body=False)

    def do_GET(self):
        asked = parse_qs(urlsplit(self.path).query)
        if "prefix" in asked or "list-type" in asked:
            self._list(asked)
        else:
            self._give(with_body=True)

    def _give(self, *, with_body: bool) -> None:
        found = self.kept.get(self.key)
        if found is None:
            self._answer(404)
        else:
            self._answer(200, found if with_body else b"", length=len(found))

    def _list(self, asked: dict[str, list[str]]) -> None:
        prefix, delimiter = asked.get("prefix", [""])[0], asked.get("delimiter", [""])[0]
        files, folders = [], set()
        for key, content in self.kept.items():
            name = key.removeprefix(f"{self.key}/")
            rest = name.removeprefix(prefix)
            if not name.startswith(prefix):
                continue
            if delimiter and delimiter in rest:
                folders.add(prefix + rest.partition(delimiter)[0] + delimiter)
            else:
                files.append(f"<Contents><Key>{escape(name)}</Key><Size>{len(content)}</Size></Contents>")
        common = [f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in sorted(folders)]
        body = f"<ListBucketResult><IsTruncated>false</IsTruncated>{''.join(files + common)}</ListBucketResult>"
        self._answer(200, body.encode())

    def do_DELETE(self):
        self.kept.pop(self.key, None)
        self._answer(204)

    def _answer(self, status: int, body: bytes = b"", *, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Last-Modified", "Thu, 05 Nov 2026 06:00:00 GMT")
        self.send_header("ETag", '"of-a-test"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Nothing: the test tells what matters."""
