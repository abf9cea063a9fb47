"""The program under memray: a burst of small objects that is dropped, with a small, rightful cache that grows meanwhile."""
cache = {}


def remember(key):
    cache[key] = f"row {key}"


def burst():
    rows = []
    for key in range(400_000):
        rows.append([key])
        if key % 2000 == 0:
            remember(key)
    return len(rows)


def load_file():
    return bytearray(8 * 2**20)


def main():
    keep = load_file()
    burst()
    return len(keep)


main()
