"""The client: every operation of the API by its name, over one sender. What may be sent again is as in the TypeScript client."""

from __future__ import annotations

import json
import random
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import datetime, timezone
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from .calls import Calls
from .errors import ApiError, NetworkError

_API = "/public/v1"
_IDEMPOTENT = ("GET", "PUT", "DELETE")
#: The host, or what stands before it, could not serve the call now.
_LATER = (429, 502, 503, 504)
_BACKOFF_MAX = 10.0
_TOKEN = re.compile(r"[\x21-\x7e]+:[\x21-\x7e]+")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Not followed: the library would send the token along to wherever it leads."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Client(Calls):
    """A client of one host, as one account.

    `retries`: how often a call that may be repeated is sent again. `timeout`: seconds that the host may be silent. `backoff`: seconds of
    the first wait; each further one doubles, of each a random share is waited. `max_wait`: seconds that a wait may take.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        retries: int = 3,
        timeout: float = 30.0,
        backoff: float = 0.3,
        max_wait: float = 60.0,
    ) -> None:
        self._base = _base(url)
        bare = token.removeprefix("ApiKey ")
        if not _TOKEN.fullmatch(bare):
            raise ValueError('token: this is not allowed; allowed: "SU-NNN-NNN-NNN:secret" as the host issued it.')
        self.__authorization = f"ApiKey {bare}"
        self.__secret = bare.split(":", 1)[1]
        self._opener = urllib.request.build_opener(_Redirects)
        self._retries, self._timeout, self._backoff, self._max_wait = retries, timeout, backoff, max_wait

    def request(self, method: str, path: str, body: Any = None, *, query: Mapping[str, str] | None = None) -> Any:
        """Any call at all, for what a newer host may have. `path` is below /public/v1 and escaped already."""
        return self._send(method, path, body, search=urlencode(query or {}, quote_via=quote))[0]

    def _send(
        self, method: str, path: str, body: Any = None, *, search: str = "", content_type: str | None = None
    ) -> tuple[Any, dict[str, str]]:
        repeatable = method in _IDEMPOTENT or _is_keyed_order(method, path, body)
        attempts = 1
        while True:
            try:
                return self._attempt(method, path, body, search, content_type, attempts)
            except ApiError as error:
                if attempts > 1:
                    made = error.params.get("request_id")
                    if method == "POST" and error.status == 409 and isinstance(made, str):
                        # an earlier attempt had made it
                        return self._send("GET", f"/requests/{quote(made, safe='')}")
                    if method == "DELETE" and error.status == 404:
                        return None, {}
                wait = self._wait(attempts, error.retry_after)
                if not repeatable or error.status not in _LATER or attempts > self._retries or wait > self._max_wait:
                    raise
            except NetworkError:
                wait = self._wait(attempts, None)
                if not repeatable or attempts > self._retries:
                    raise
            time.sleep(wait)
            attempts += 1

    def _wait(self, attempt: int, retry_after: float | None) -> float:
        if retry_after is not None:
            return retry_after + self._backoff * random.random()
        return min(_BACKOFF_MAX, self._backoff * 2.0 ** (attempt - 1)) * (0.1 + 0.9 * random.random())

    def _attempt(
        self, method: str, path: str, body: Any, search: str, content_type: str | None, attempts: int
    ) -> tuple[Any, dict[str, str]]:
        headers = {"Authorization": self.__authorization, "Accept": "application/json, */*", "User-Agent": "entrepot-client-python"}
        data: bytes | None = None
        if isinstance(body, (bytes, bytearray)):
            data = bytes(body)
            headers["Content-Type"] = content_type or "application/octet-stream"
        elif body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        elif method in ("POST", "PUT"):
            data = b""
            # else the library says that it is a form
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self._base + path + (f"?{search}" if search else ""), data, headers, method=method)
        failed: NetworkError
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return _value(answer.headers, answer.read()), _named(answer.headers)
        except urllib.error.HTTPError as refused:
            with refused:
                if refused.code in (301, 302, 303, 307, 308):
                    return refused.headers.get("Location"), _named(refused.headers)
                text = refused.read().decode(errors="replace").replace(self.__secret, "***")
            found = _object(text)
            after, correlation = _retry_after(refused.headers.get("Retry-After")), refused.headers.get("X-Correlation-Id")
            raise ApiError(method, path, refused.code, found, correlation=correlation, retry_after=after, attempts=attempts) from None
        except (OSError, HTTPException, ValueError) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            if isinstance(reason, TimeoutError):
                failed = NetworkError(method, path, "timeout", f"no answer within {self._timeout:g} s.", attempts)
            else:
                failed = NetworkError(method, path, "network", f"no answer ({type(reason).__name__}).", attempts)
        # outside of the handler, so that what it holds is no context of it
        raise failed


def _base(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("url: this is not allowed; allowed: an http or https URL such as https://entrepot.example, without a user and a query.")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix(_API)}{_API}"


def _is_keyed_order(method: str, path: str, body: Any) -> bool:
    """A purchase or transfer with an external_uid exists once per connection, so a second one is refused and tells of the first."""
    if method != "POST" or path != "/requests" or not isinstance(body, Mapping) or body.get("type") not in ("purchase", "transfer"):
        return False
    asset = body.get("asset")
    connection = asset.get("connection") if isinstance(asset, Mapping) else None
    return isinstance(asset, Mapping) and bool(asset.get("external_uid")) and isinstance(connection, Mapping) and bool(connection.get("id"))


def _value(headers: Message, body: bytes) -> Any:
    """JSON as what it says, text as text, a file as bytes, nothing as None."""
    kind = headers.get_content_type() if headers.get("Content-Type") else ""
    if kind == "application/json":
        return json.loads(body)
    if kind.startswith("text/") or kind == "application/jsonl":
        return body.decode()
    return body or None


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _named(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _retry_after(header: str | None) -> float | None:
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(timezone.utc)).total_seconds())
    except (TypeError, ValueError):
        return None
