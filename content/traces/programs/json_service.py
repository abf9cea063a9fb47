"""A service that decodes a request, looks something up, and encodes an answer; some hundred times."""
import json

PRICES = {f"item-{n}": 5 + n % 90 for n in range(60)}
sessions = {}


def handle(body):
    request = json.loads(body)
    session = sessions.setdefault(request["user"], {"orders": [], "total": 0})
    lines = []
    for item in request["items"]:
        price = PRICES[item["sku"]] * item["count"]
        lines.append({"sku": item["sku"], "price": price, "note": item["sku"].upper() + "!"})
    session["total"] += sum(line["price"] for line in lines)
    session["orders"].append(len(lines))
    if len(session["orders"]) > 8:
        del sessions[request["user"]]
    return json.dumps({"user": request["user"], "lines": lines, "total": session["total"]})


for n in range(450):
    items = [{"sku": f"item-{(n * 7 + k) % 60}", "count": 1 + k % 3} for k in range(1 + n % 6)]
    handle(json.dumps({"user": f"user-{n % 90}", "items": items}))
