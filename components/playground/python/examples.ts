/** Programs to begin with. Small enough to run in a second, each with something to see. */

export interface Example {
  readonly slug: string
  readonly title: string
  readonly program: string
}

export const examples: readonly Example[] = [
  {
    slug: 'grow-and-go',
    title: 'Arenas come and go',
    program: `# Three times a heap of words is made and dropped: arenas come, and go with their last block. One empty arena is kept.
for lap in range(3):
    words = ["word %d" % n for n in range(25_000)]
    print("lap", lap, "made", len(words), "words")
    del words
`,
  },
  {
    slug: 'survivors',
    title: 'A few survivors hold it all',
    program: `# One word in two hundred is kept, and keeps its whole arena from going.
words = ["word %d" % n for n in range(25_000)]
survivors = words[::200]
del words
print(len(survivors), "words survive")

# Copies of them lie close together: with the old ones gone, most arenas can go too.
survivors = [word + "!" for word in survivors]
`,
  },
  {
    slug: 'list',
    title: 'A list that grows',
    program: `# A list keeps its items in one block, which has to grow again and again: see line 6.
# Above 512 bytes the block is not pymalloc's any more.
names = []
for n in range(2_000):
    name = "user-" + str(n)
    names.append(name)

# One that knows its length from the start asks once.
copy = list(names)
`,
  },
  {
    slug: 'dict',
    title: 'A dict and its tables',
    program: `# Each time a dict is full it asks for a larger table, and frees the old one.
ages = {}
for n in range(3_000):
    ages["user-" + str(n)] = n

# Deleting the keys does not make the table smaller.
for key in list(ages):
    del ages[key]
print(len(ages), "keys left")
`,
  },
  {
    slug: 'slots',
    title: 'Instances with and without __slots__',
    program: `# The same points twice. Compare the bytes of line 19 with those of line 20.
class Point:
    def __init__(self, x, y, label):
        self.x = x
        self.y = y
        self.label = label


class SlottedPoint:
    __slots__ = ("x", "y", "label")

    def __init__(self, x, y, label):
        self.x = x
        self.y = y
        self.label = label


for lap in range(2):
    plain = [Point(n, lap, None) for n in range(5_000)]
    slotted = [SlottedPoint(n, lap, None) for n in range(5_000)]
    del plain, slotted
`,
  },
  {
    slug: 'cycles',
    title: 'Cycles wait for the collector',
    program: `# Parent and child know each other: no count falls to zero, and nothing is freed until the collector comes.
import gc

gc.disable()
for n in range(3_000):
    parent = {"name": str(n) * 10}
    child = {"parent": parent}
    parent["child"] = child
del parent, child
print("collected:", gc.collect())
`,
  },
]
