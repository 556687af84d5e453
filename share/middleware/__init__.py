"""ASGI middleware, one idea a module."""
