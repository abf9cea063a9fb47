import { notFound } from 'next/navigation'
import { getViewer } from '#lib/data/get-viewer.ts'
import { noteRefusal } from '#lib/data/note-refusal.ts'
import type { Viewer } from '#lib/domain/viewer.ts'

/** The owner who looks; to everybody else the page does not exist. */
export async function requireOwner(): Promise<Viewer> {
  const viewer = await getViewer()
  if (viewer?.isOwner) return viewer
  noteRefusal('not_owner', { page: 'owner', userId: viewer?.userId ?? null })
  notFound()
}
