/** What the course is about, in two paragraphs. */
export function About() {
  return (
    <div className="prose">
      <p>
        A Python service grows from 200 MB to 2 GB and never comes back down. You delete the objects, and
        nothing changes. Between your code and the operating system stands CPython's own allocator, PyMalloc:
        it takes memory by the arena, cuts it into pools, and hands it out in blocks. What it does with the
        pieces decides what your process costs.
      </p>
      <p>
        This course opens that machine. You follow single requests through it, address by address, in a
        simulator that is checked against the real allocator operation by operation. Then you take what you
        know to the tools: which number to believe, which one misleads, and what to change.
      </p>
    </div>
  )
}
