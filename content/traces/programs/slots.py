"""The same points twice: as instances with a dict, and as instances with __slots__."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class SlottedPoint:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


plain = [Point(n * 0.5, n * 2.5) for n in range(6000)]
del plain
slotted = [SlottedPoint(n * 0.5, n * 2.5) for n in range(6000)]
del slotted
# A plain instance whose __dict__ is asked for pays once more.
with_dict = [Point(n * 0.5, n * 2.5) for n in range(3000)]
names = [len(vars(point)) for point in with_dict]
