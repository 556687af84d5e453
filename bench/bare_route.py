"""The floor of a share page: one Starlette route that returns bytes of a file from memory.

`uvicorn bench.bare_route:app`, with the file in BENCH_BODY. The bytes are packed already.
"""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()


async def page(request: Request) -> Response:
    return Response(BODY, headers={"content-encoding": "gzip"}, media_type="text/html")


app = Starlette(routes=[Route("/page", page)])
