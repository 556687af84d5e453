"""Security headers on every answer, as tight as Streamlit allows and tighter on our own pages."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# `connect-src` lets a page of ours be fetched from itself, which site checkers do.
_PLAIN = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {framing}"
)
# Streamlit's page starts inline scripts, makes modules of components from blobs, compiles
# charts, and talks over a websocket.
_APP = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors {framing}"
)
_OURS = ("/share", "/embed", "/data", "/robots.txt", "/sitemap.xml", "/404", "/healthz", "/readyz")


class SecurityHeaders:
    """ASGI middleware. `framing`: origins that may frame the app; embeds may be framed by all."""

    def __init__(self, app: ASGIApp, framing: Sequence[str] = ()) -> None:
        self.app = app
        self.framing = " ".join(("'self'", *framing))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = self._policy(scope["path"])

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = policy
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "strict-origin-when-cross-origin"
                headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
                headers["cross-origin-opener-policy"] = "same-origin"
                if "server" in headers:
                    del headers["server"]
            await send(message)

        await self.app(scope, receive, sending)

    def _policy(self, path: str) -> str:
        if path.startswith("/embed/"):
            return _PLAIN.format(framing="*")
        if any(path == ours or path.startswith(f"{ours}/") for ours in _OURS):
            return _PLAIN.format(framing="'none'")
        return _APP.format(framing=self.framing)
