"""Calls against a server that fails as it is told: what is sent again, and how the errors read."""

import json
import sys
import traceback
from typing import Any, Callable

from entrepot_client import ApiError, Client, NetworkError

url, token = sys.argv[1:3]
client = Client(url, token, backoff=0.001, timeout=0.5, retries=2)
order: Any = {"type": "purchase", "asset": {"external_uid": "u-1", "connection": {"id": "CT-1"}}}


def outcome(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except (ApiError, NetworkError) as error:
        told = traceback.format_exc() + repr(vars(error)) + repr(error.__context__) + repr(error.__cause__)
        about = error.error_code if isinstance(error, ApiError) else error.reason
        return [type(error).__name__, about, error.attempts, "planted-secret" in told]


print(
    json.dumps(
        {
            "get": outcome(lambda: client.get_request("later-twice")),
            "dropped": outcome(lambda: client.get_request("dropped-once")),
            "put": outcome(lambda: client.update_request("later-twice-put", {"note": "x"})),
            "delete": outcome(lambda: client.delete_hub("dropped-then-gone")),
            "post": outcome(lambda: client.approve_request("later-post", {})),
            "change": outcome(lambda: client.create_request({**order, "type": "change"})),
            "order": outcome(lambda: client.create_request(order)),
            "always": outcome(lambda: client.get_request("always")),
            "slow": outcome(lambda: client.get_request("slow")),
            "patient": outcome(lambda: client.get_request("in-an-hour")),
            "echo": outcome(lambda: client.get_request("echo")),
            "redirect": outcome(lambda: client.request("GET", "/elsewhere")),
        }
    )
)
for wrong in (f"{token}\n", "planted-secret"):
    try:
        Client(url, wrong)
    except ValueError as error:
        assert "planted-secret" not in str(error), error
