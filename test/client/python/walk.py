"""One order as its distributor and its vendor, with the client of clients/python; what was seen is printed as JSON."""

import json
import sys
from typing import Any

from entrepot_client import ApiError, Client, rql

given: dict[str, Any] = json.load(sys.stdin)
vendor, distributor = Client(given["url"], given["vendor"]), Client(given["url"], given["distributor"])
uid = 'Müller, "Nord" (3) * \\'

placed = distributor.create_request(
    {
        "type": "purchase",
        "asset": {
            **{"external_uid": uid, "connection": {"id": given["connection"]}, "items": [{"id": given["item"], "quantity": 2}]},
            **{"params": [{"id": "admin_email", "value": "it@nordwind.example"}], "tiers": {"customer": given["customer"]}},
        },
    }
)
order = placed["id"]
seen: list[Any] = [placed.get("status")]
vendor.update_request(order, {"asset": {"params": [{"id": "admin_email", "value_error": "another one, please"}]}})
seen.append(vendor.inquire_request(order, {}).get("status"))
distributor.update_request(order, {"asset": {"params": [{"id": "admin_email", "value": "b@nordwind.example"}]}})
seen.append(distributor.pend_request(order).get("status"))
vendor.update_request(order, {"asset": {"params": [{"id": "url", "value": "https://n.example"}]}})
seen.append(vendor.approve_request(order, {"template_id": given["template"]}).get("status"))
seen.append(vendor.render_request(order))

assets = vendor.list_assets().filter(rql.eq("external_uid", uid))
seen.append([asset.get("status") for asset in assets])
for i in range(5):
    hub = distributor.create_hub({"name": f"Hub {i}", "instance_type": "api", "instance_id": f"h-{i}"})
hubs = distributor.list_hubs().filter(rql.like("name", "Hub *")).ordering("name").page_size(2)
seen.append([hubs.count(), [found.get("name") for found in hubs], len(list(hubs.limit(3))), hubs.page().total])
distributor.delete_hub(hub["id"])
seen.append(hubs.count())
try:
    vendor.get_request("PR-0000-0000-0000-001")
except ApiError as error:
    seen.append([error.status, error.error_code, error.errors, len(error.correlation or "")])
print(json.dumps(seen))
