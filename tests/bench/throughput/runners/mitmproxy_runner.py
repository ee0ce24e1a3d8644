"""mitmproxy reads a HAR file and saves its flows, with mitmproxy's own Python: mitmproxy_runner.py HAR OUT."""

import json
import resource
import sys
import time

from mitmproxy.io import FlowWriter
from mitmproxy.io.har import request_to_flow

began = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123
    entries = json.load(file)["log"]["entries"]
read = time.perf_counter()
with open(sys.argv[2], "wb") as out:  # noqa: PTH123
    writer = FlowWriter(out)
    for entry in entries:
        writer.add(request_to_flow(entry))
ended = time.perf_counter()
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "requests": len(entries), "findings": 0, "read_s": read - began, "whole_s": ended - began,
    "cpu_s": used.ru_utime + used.ru_stime,
}))  # fmt: skip
