import { refuse } from '#app/api/_lib/refuse.ts'
import { getLessonAudio } from '#lib/data/audio/get-lesson-audio.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ course: string; lesson: string }>
}

/** What the player needs of a lesson, with an address of its recording. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  try {
    const { course, lesson } = await params
    const playable = await getLessonAudio(await getSession(), course, lesson)
    return Response.json(playable, { headers: { 'Cache-Control': 'private, no-store' } })
  } catch (error) {
    return refuse(error)
  }
}
