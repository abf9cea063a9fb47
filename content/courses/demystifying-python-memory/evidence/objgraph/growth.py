"""A service whose listeners are never removed, as objgraph sees it: what grows, and what holds it."""
import gc

import objgraph


class Session:
    def __init__(self, user):
        self.user = user
        self.basket = {"items": []}

    def on_price_change(self, item):
        self.basket["items"].append(item)


class PriceFeed:
    def __init__(self):
        self.listeners = []


feed = PriceFeed()


def handle(user):
    session = Session(user)
    feed.listeners.append(session.on_price_change)
    return len(session.basket)


def requests(count):
    for user in range(count):
        handle(user)


requests(10)
gc.collect()
print(">>> objgraph.growth()  # the first call sets the mark")
objgraph.growth()
requests(1000)
gc.collect()
print(">>> objgraph.show_growth(limit=5)  # after 1,000 requests")
objgraph.show_growth(limit=5)


def look_at_one():
    session = objgraph.by_type("Session")[500]
    gc.collect()
    print(">>> gc.get_referrers(session), by type:")
    for step in gc.get_referrers(session):
        print("  " + type(step).__name__)
    print(">>> objgraph.find_backref_chain(session, objgraph.is_proper_module), by type:")
    for number, step in enumerate(objgraph.find_backref_chain(session, objgraph.is_proper_module)):
        what = type(step).__name__
        if what == "module":
            what += f" {step.__name__}"
        elif isinstance(step, (list, dict)):
            what += f" of {len(step)}"
        print("  " * (number + 1) + what)


look_at_one()
