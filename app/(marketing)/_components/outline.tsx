import type { Route } from 'next'
import Link from 'next/link'
import { ArenaMark } from '#components/allocator/arena-mark.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { formatMinutes } from '#lib/domain/minutes.ts'
import type { CourseOutline, LessonOutline, UpcomingLesson } from '#lib/schemas/course.ts'

type Row = LessonOutline | UpcomingLesson

const isOut = (row: Row): row is LessonOutline => 'slug' in row

/** Every lesson with its minutes, module by module; those that are still being written say so. */
export function Outline({ course, owned }: { course: CourseOutline; owned: boolean }) {
  const rows: Row[] = [...course.lessons, ...course.upcoming]
  let start = 0
  const modules: { title: string; rows: Row[] }[] = course.modules.map(({ title, lessons }) => {
    const part = { title, rows: rows.slice(start, start + lessons) }
    start += lessons
    return part
  })
  if (course.capstone) modules.push({ title: 'Capstone', rows: [course.capstone] })
  return (
    <ol className="space-y-9">
      {modules.map(({ title, rows: lessons }) => (
        <li key={title}>
          <h3 className="flex items-center gap-3 font-sans text-base font-semibold tracking-normal">
            <ArenaMark
              cells={lessons.map((row) => ({ state: isOut(row) ? 'full' : 'virgin' }))}
              columns={4}
              tone="ink"
              className="h-3.5 w-auto shrink-0"
            />
            {title}
          </h3>
          <ol className="mt-2 border-t border-rule">
            {lessons.map((row) => (
              <li
                key={row.number}
                className="grid grid-cols-[2.25rem_minmax(0,1fr)_auto] gap-x-2 border-b border-rule py-3"
              >
                <span className="pt-px font-mono text-sm text-muted tabular-nums" aria-hidden="true">
                  {String(row.number).padStart(2, '0')}
                </span>
                <div className="min-w-0">
                  <p className="leading-snug">
                    {isOut(row) && (row.free || owned) ? (
                      <Link href={`/learn/${course.slug}/${row.slug}` as Route} prefetch={false}>
                        {row.title}
                      </Link>
                    ) : (
                      row.title
                    )}{' '}
                    {isOut(row) ? (
                      row.free && <Badge tone="accent">Free to read</Badge>
                    ) : (
                      <span className="font-sans text-sm text-muted">being written</span>
                    )}
                  </p>
                  <p className="mt-0.5 font-sans text-sm text-muted">{row.summary}</p>
                </div>
                <span className="pt-0.5 font-sans text-sm whitespace-nowrap text-muted tabular-nums">
                  {row.minutes === 0 ? 'not timed' : formatMinutes(row.minutes)}
                </span>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}
