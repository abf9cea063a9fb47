"""guppy3's Heapy: the heap by type, counted from a mark; and who owns it."""
from guppy import hpy


class Session:
    def __init__(self, user):
        self.user = user
        self.basket = {"items": [], "owner": f"user {user}"}


sessions = []
heap = hpy()
heap.setrelheap()  # the mark: what exists by now does not count
for user in range(1000):
    sessions.append(Session(user))
print(">>> heap.heap()  # since the mark")
print("\n".join(str(heap.heap()).split("\n")[:9]))
print(">>> heap.heap().byrcs  # by who refers to it")
print("\n".join(str(heap.heap().byrcs).split("\n")[:8]))
