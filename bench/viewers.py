"""Simulated viewers: Streamlit's own protobuf messages over the real websocket."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_PATIENCE = 120.0
# The run stops because another one follows it.
_EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass
class Viewer:
    """One browser tab's connection. `exceptions` counts what a reader would see as an error.

    Like a browser it keeps the address that the server asks it to show, and sends it along.
    """

    port: int
    query: str = ""
    cookie: str = ""
    exceptions: int = 0
    said: list[str] = field(default_factory=list)
    """The HTML and Markdown of the last run."""
    options: list[str] = field(default_factory=list)
    """What stands on the pills."""
    _pills: str = ""
    _fragment: str = ""
    _socket: websockets.ClientConnection | None = None

    async def __aenter__(self) -> Viewer:
        headers: Mapping[str, str] = {"Cookie": self.cookie} if self.cookie else {}
        self._socket = await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"http://127.0.0.1:{self.port}"),
            additional_headers=headers,
            compression=None,
            max_size=None,
            open_timeout=60,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.socket.close()

    @property
    def socket(self) -> websockets.ClientConnection:
        assert self._socket is not None, "the viewer is not connected"
        return self._socket

    async def open(self) -> float:
        """Ask for the page and read until it is there; returns the seconds it took."""
        return await self._timed(None)

    async def press(self, number: int) -> float:
        """Choose one of the pills, and no other, by its place; returns the seconds it took."""
        return await self._timed(number)

    async def _timed(self, pressed: int | None) -> float:
        began = time.perf_counter()
        await self.ask(pressed)
        await self.finished()
        return time.perf_counter() - began

    async def ask(self, pressed: int | None = None) -> None:
        """Send the request for a run without waiting for its messages."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        if pressed is not None:
            if not self.options:
                shown = re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(self.said), flags=re.S)
                raise RuntimeError(f"a page without pills: {' '.join(shown.split())[:500]!r}")
            message.rerun_script.fragment_id = self._fragment
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self._pills
            chosen = self.options[pressed % len(self.options)]
            state.string_array_value.data[:] = [chosen]
        await self.socket.send(message.SerializeToString())

    async def finished(self) -> None:
        """Read messages until the run has finished."""
        self.said.clear()
        async with asyncio.timeout(_PATIENCE):
            while True:
                data = await self.socket.recv()
                message = ForwardMsg()
                message.ParseFromString(data if isinstance(data, bytes) else data.encode())
                kind = message.WhichOneof("type")
                if kind == "delta":
                    self._read(message)
                elif kind == "page_info_changed":
                    self.query = message.page_info_changed.query_string
                elif kind == "script_finished" and message.script_finished != _EARLY:
                    return

    def _read(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.exceptions += 1
        elif kind == "button_group":
            self._pills = element.button_group.id
            # A browser names the part of the page that the pills stand in, if any.
            self._fragment = message.delta.fragment_id
            self.options = [option.content for option in element.button_group.options]
        elif kind == "html":
            self.said.append(element.html.body)
        elif kind == "markdown":
            self.said.append(element.markdown.body)
