import { formatMinutes } from '#lib/domain/minutes.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'

/** What is in the price, each in a line or two; what is not ready says so. */
export function WhatYouGet({ course }: { course: CourseOutline }) {
  const lessons = course.lessons.length + course.upcoming.length
  const parts = [
    {
      name: 'Certificate of completion',
      text: 'A PDF in your name and a public page that proves it. Add it to LinkedIn.',
    },
    {
      name: 'Audio version',
      text: 'Being recorded. It is included when it is ready, at no extra cost.',
    },
    { name: 'Lifetime access', text: 'One payment. Corrections and new lessons are yours too.' },
    { name: 'Phone or computer', text: 'Nothing to install. You go on where you stopped, on either.' },
    {
      name: `${course.refundDays}-day refund`,
      text: 'No questions. Two clicks in your account, and the whole amount goes back.',
    },
    {
      name: 'Short and focused',
      text: `${formatMinutes(course.minutes)} in ${lessons} lessons. No filler, no video to scrub through.`,
    },
  ]
  return (
    <dl className="grid max-w-[52rem] gap-x-10 sm:grid-cols-2">
      {parts.map(({ name, text }) => (
        <div key={name} className="border-t border-rule py-4">
          <dt className="font-semibold">{name}</dt>
          <dd className="font-sans text-base text-muted">{text}</dd>
        </div>
      ))}
    </dl>
  )
}
