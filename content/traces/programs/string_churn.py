"""Takes text apart and puts it together again: thousands of short-lived strings of all lengths."""

words = "pools hold blocks of one size and arenas hold pools until the last block is free".split()
kept = []

for n in range(420):
    line = " ".join(words[(n + k) % len(words)] * (1 + (n + k) % 5) for k in range(6 + n % 9))
    parts = [part.capitalize() for part in line.split(" ")]
    text = "-".join(reversed(parts))
    encoded = text.encode("utf-8")
    fields = dict(zip(parts, text.split("-")))
    if n % 40 == 0:
        kept.append(encoded.decode()[: 20 + n % 300])
    for part in parts:
        part.replace("o", "0").strip("S").lower()
