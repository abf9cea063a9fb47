import { notFound } from 'next/navigation'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'
import { noteRefusal } from '#lib/data/site/note-refusal.ts'
import type { Viewer } from '#lib/domain/viewer.ts'

/** The owner who looks; to everybody else the page does not exist. */
export async function requireOwner(): Promise<Viewer> {
  const viewer = await getViewer()
  if (viewer?.isOwner) return viewer
  noteRefusal('not_owner', { page: 'owner', userId: viewer?.userId ?? null })
  notFound()
}
