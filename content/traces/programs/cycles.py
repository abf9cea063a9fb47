"""Trees whose children know their parent: reference counts alone never free them, the cycle collector does."""
import gc


class Node:
    def __init__(self, parent, name):
        self.parent = parent
        self.name = name
        self.children = []


def grow(parent, depth, width):
    for n in range(width):
        child = Node(parent, f"{parent.name}.{n}")
        parent.children.append(child)
        if depth > 1:
            grow(child, depth - 1, width)


for n in range(24):
    root = Node(None, f"tree-{n}")
    grow(root, 3, 6)
del root
gc.collect()
