"""The REST API of an Entrepot host, typed, on the standard library alone."""

from . import rql
from .client import Client
from .errors import ApiError, NetworkError
from .listing import Listing, Page
from .rql import Condition

__all__ = ["ApiError", "Client", "Condition", "Listing", "NetworkError", "Page", "rql"]
