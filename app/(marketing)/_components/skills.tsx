const skills = [
  <>
    <strong>Foundational architecture</strong>: blocks, pools, arenas, and the addresses they live at.
  </>,
  <>
    <strong>How PyMalloc allocates and deallocates</strong>: every path that a request can take, step by step.
  </>,
  <>
    <strong>Memory state changes</strong> and the structure of the <code>usable_arenas</code> doubly linked
    list, which decides who serves next.
  </>,
  <>
    <strong>Finding leaks</strong> with modern profiling tools, and telling a leak from fragmentation, a cache
    or a cycle.
  </>,
  <>
    <strong>Best practices in high-concurrency applications</strong>: many processes, many threads, many
    interpreters.
  </>,
]

/** What the course teaches, counted. */
export function Skills() {
  return (
    <ol className="max-w-measure">
      {skills.map((skill, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
          key={index}
          className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2 border-t border-rule py-3"
        >
          <span className="pt-1 font-mono text-sm text-muted" aria-hidden="true">
            {index + 1}
          </span>
          <span>{skill}</span>
        </li>
      ))}
    </ol>
  )
}
