"""Runs under the interpreter of friTap's own venv, as a program beside ours: requests in, its privacy findings out.

One JSON a line on either side; a finding is [category, value, key it stood under, confidence].
"""

import base64
import json
import sys

from friTap.analysis.privacy import PrivacyAnalyzer
from friTap.flow.models import Flow
from friTap.parsers.base import ParseResult


def main() -> None:
    analyzer = PrivacyAnalyzer(reveal_pii=True)
    for line in sys.stdin:
        said = json.loads(line)
        flow = Flow(flow_id="1")
        body = base64.b64decode(said["body"])
        flow.request = ParseResult(
            protocol="http/1.1", method=said["method"], url=said["url"], host=said["host"], headers=said["headers"],
            body=body, body_size=len(body), is_complete=True, content_type=said["media_type"],
        )  # fmt: skip
        found = [
            [
                finding.evidence["category"],
                finding.evidence["value"],
                finding.evidence["context"],
                finding.confidence,
            ]
            for finding in analyzer.analyze_flow(flow)
        ]
        print(json.dumps(found))


main()
