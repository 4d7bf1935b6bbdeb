"""Conditions told as JSON, one list of [operator, field, value]; their texts are printed."""

import json
import sys

from entrepot_client import rql
from entrepot_client.rql import query_text

MAKE = {"eq": rql.eq, "in": rql.in_, "out": rql.out, "like": lambda field, text: rql.like(field, rql.literal(text) + "*")}
cases = json.load(sys.stdin)
print(json.dumps([query_text([MAKE[op](field, value)], ["-id"], [], "x", 1, 2) for op, field, value in cases]))
