import type { AudioOffer } from '#lib/data/audio/get-audio-offer.ts'
import { formatMinutes } from '#lib/domain/minutes.ts'
import type { CourseOutline } from '#lib/schemas/course.ts'

/** The first minute of a free lesson; the browser's own controls, so that it needs no script. */
function AudioSample({ src, captions }: { src: string; captions: string }) {
  return (
    <>
      <span className="mt-3 mb-1 block text-sm">Hear the first minute:</span>
      <audio
        controls
        preload="none"
        src={`${src}#t=0,60`}
        aria-label="The first minute of lesson 1"
        className="w-full max-w-sm"
      >
        <track kind="captions" src={captions} srcLang="en" />
      </audio>
    </>
  )
}

/** What is in the price, each in a line or two; what is not ready says so. */
export function WhatYouGet({ course, audio }: { course: CourseOutline; audio: AudioOffer }) {
  const lessons = course.lessons.length + course.upcoming.length
  const parts = [
    {
      name: 'Certificate of completion',
      text: 'A PDF in your name, an Open Badge, and a public page that proves them. Add it to LinkedIn.',
    },
    {
      name: 'Audio version',
      text: audio.isComplete
        ? 'Every lesson read aloud, in step with the text, on your lock screen and in your podcast app.'
        : 'Being recorded. It is included when it is ready, at no extra cost.',
      more: audio.sample && <AudioSample {...audio.sample} />,
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
      {parts.map(({ name, text, more }) => (
        <div key={name} className="border-t border-rule py-4">
          <dt className="font-semibold">{name}</dt>
          <dd className="font-sans text-base text-muted">
            {text}
            {more}
          </dd>
        </div>
      ))}
    </dl>
  )
}
