"""friTap's privacy analyzer on a HAR file, with friTap's own Python: fritap_runner.py HAR."""

import base64
import json
import resource
import sys
import time
from urllib.parse import urlsplit

from friTap.analysis.privacy import PrivacyAnalyzer
from friTap.flow.models import Flow
from friTap.parsers.base import ParseResult

began = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123
    entries = json.load(file)["log"]["entries"]
read = time.perf_counter()
analyzer, findings = PrivacyAnalyzer(reveal_pii=True), 0
for number, entry in enumerate(entries):
    asked = entry["request"]
    post = asked["postData"]
    body = base64.b64decode(post["text"]) if post.get("encoding") == "base64" else post["text"].encode()
    headers = {one["name"]: one["value"] for one in asked["headers"]}
    flow = Flow(flow_id=str(number))
    flow.request = ParseResult(
        protocol="http/1.1", method=asked["method"], url=asked["url"], host=urlsplit(asked["url"]).hostname or "",
        headers=headers, body=body, body_size=len(body), is_complete=True,
        content_type=headers.get("Content-Type", ""), content_encoding=headers.get("Content-Encoding", ""),
    )  # fmt: skip
    findings += len(analyzer.analyze_flow(flow))
ended = time.perf_counter()
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "requests": len(entries), "findings": findings, "read_s": read - began, "whole_s": ended - began,
    "cpu_s": used.ru_utime + used.ru_stime,
}))  # fmt: skip
