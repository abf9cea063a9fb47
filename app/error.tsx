'use client'

import { Problem } from '#components/site/problem.tsx'

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <Problem error={error} retry={retry} />
}
