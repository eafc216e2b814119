"""Server CPU a request, through the real server in a process of its own, over one connection kept open."""

import http.client
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

BATCHES = 4
PROGRAM = """
import sys
from pathlib import Path
from benchmarks.serving import application
from waitress.server import create_server
server = create_server(application(sys.argv[1], Path(sys.argv[2])), host="127.0.0.1", port=0, threads=4, ident=None)
print(server.effective_port, flush=True)
server.run()
"""


def server_cpu(
    name: str, data_dir: Path, paths: Sequence[str], *, requests: int, status: int, headers: dict[str, str]
) -> float:
    """Return CPU seconds a request costs the server, client left out: the best of some batches.

    Paths are asked in turn; every status is checked.
    """
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, name, str(data_dir)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    connection = http.client.HTTPConnection("127.0.0.1", int(process.stdout.readline()))
    try:
        _ask(connection, paths[:1], requests // 10, status, headers)
        watched = psutil.Process(process.pid)
        best = float("inf")
        for start in range(0, requests, requests // BATCHES):
            some = [paths[number % len(paths)] for number in range(start, start + requests // BATCHES)]
            before = watched.cpu_times()
            _ask(connection, some, len(some), status, headers)
            after = watched.cpu_times()
            best = min(best, (after.user + after.system - before.user - before.system) / len(some))
        return best
    finally:
        connection.close()
        process.kill()
        process.wait()
        process.stdout.close()


def _ask(
    connection: http.client.HTTPConnection, paths: Sequence[str], requests: int, status: int, headers: dict[str, str]
) -> None:
    for number in range(requests):
        connection.request("GET", paths[number % len(paths)], headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status, answer.status
