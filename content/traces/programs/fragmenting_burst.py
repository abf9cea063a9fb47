"""A burst of small objects of which one in a hundred survives: the survivors pin nearly all of the memory."""


class Reading:
    __slots__ = ("at", "value")

    def __init__(self, at, value):
        self.at = at
        self.value = value


survivors = []
for burst in range(2):
    readings = [Reading(n + 0.25, n * 1.5) for n in range(14000)]
    survivors.extend(readings[50::100])
    del readings
# What comes later cannot use the holes unless it is of the same size.
later = [bytes(400) for n in range(600)]
