"""Simulated viewers: Streamlit's own protobuf messages over the real websocket."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Viewer:
    """One browser tab's connection. `exceptions` counts what a reader would see as an error."""

    port: int
    page: str = ""
    exceptions: int = 0
    widgets: dict[str, str] = field(default_factory=dict)
    _socket: websockets.ClientConnection | None = None
    _script: str = ""

    async def __aenter__(self) -> Viewer:
        self._socket = await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(f"http://127.0.0.1:{self.port}"),
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
        if self._socket is not None:
            await self._socket.close()

    async def run(self, query: str = "", pressed: tuple[str, int] | None = None) -> float:
        """Ask for a run and read until it has finished; returns the seconds it took.

        `pressed` is the label of a group of pills and the index to choose in it.
        """
        await self.ask(query, pressed)
        began = time.perf_counter()
        await self.finished()
        return time.perf_counter() - began

    async def ask(self, query: str = "", pressed: tuple[str, int] | None = None) -> None:
        """Send the request for a run without waiting for its messages."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = self.page
        if pressed is not None:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = self.widgets[pressed[0]]
            state.string_array_value.data[:] = [str(pressed[1])]
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())

    async def finished(self) -> None:
        """Read messages until the run has finished."""
        assert self._socket is not None
        while True:
            data = await asyncio.wait_for(self._socket.recv(), 120)
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._read(message)
            elif kind == "script_finished":
                return

    def _read(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.exceptions += 1
        elif kind == "button_group":
            self.widgets["pills"] = element.button_group.id
