import { getViewer } from '#lib/data/sign-in/get-viewer.ts'

export const dynamic = 'force-dynamic'

/** The same session check and one query as the site's, and nothing else. */
export default async function BarePage() {
  const viewer = await getViewer()
  return (
    <main>
      <h1>A bare page</h1>
      <p>{viewer ? `Signed in as ${viewer.email}.` : 'Not signed in.'}</p>
    </main>
  )
}
