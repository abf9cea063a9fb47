import 'server-only'
import { redirect } from 'next/navigation'
import type { Viewer } from '#lib/domain/viewer.ts'
import { getViewer } from './get-viewer.ts'

/** For pages: the signed-in person; anybody else is led to the sign-in page, and back to `path` after it. */
export async function getViewerOrSignIn(path: string): Promise<Viewer> {
  const viewer = await getViewer()
  if (!viewer) redirect(`/sign-in?${new URLSearchParams({ returnTo: path })}`)
  return viewer
}
