'use client'

import './globals.css'
import { Problem } from '#components/site/problem.tsx'

/** When even the frame of the site breaks, such as without a database. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something broke – Demystifying Python Memory</title>
        <main>
          <Problem error={error} retry={retry} />
        </main>
      </body>
    </html>
  )
}
