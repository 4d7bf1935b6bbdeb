"""How a call can fail: the host refused it, or there was no answer. Neither error holds the token or what was sent."""

from __future__ import annotations

from typing import Any, Literal


class ApiError(Exception):
    """The host's answer was an error."""

    def __init__(
        self,
        method: str,
        path: str,
        status: int,
        body: dict[str, Any],
        *,
        correlation: str | None,
        retry_after: float | None,
        attempts: int,
    ) -> None:
        #: For example VAL_001; HTTP_502 and the like where the answer has none, as a proxy's.
        self.error_code: str = str(body.get("error_code") or f"HTTP_{status}")
        #: Sentences; those about a field start with its path and a colon.
        self.errors: list[str] = list(body.get("errors") or [])
        self.params: dict[str, Any] = dict(body.get("params") or {})
        self.status = status
        #: What the host's log and traces know the call by.
        self.correlation = correlation
        #: Seconds the host asks to wait before it is tried again.
        self.retry_after = retry_after
        self.method = method
        #: Below /public/v1, without the query.
        self.path = path
        #: How often it was sent.
        self.attempts = attempts
        said = f" {' '.join(self.errors)}" if self.errors else ""
        super().__init__(f"{method} {path}: {self.error_code} ({status}){said}")


class NetworkError(Exception):
    """No whole answer came. Whether the host did what it was asked is not known, unless the call only reads."""

    def __init__(self, method: str, path: str, reason: Literal["timeout", "network"], why: str, attempts: int) -> None:
        super().__init__(f"{method} {path}: {why}")
        self.reason = reason
        self.method = method
        self.path = path
        self.attempts = attempts
