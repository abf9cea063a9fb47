import { refuse } from '#app/api/_lib/refuse.ts'
import { recordingAddress } from '#lib/data/audio/recording-address.ts'
import { getSession } from '#lib/data/sign-in/get-session.ts'

export const dynamic = 'force-dynamic'

interface Context {
  params: Promise<{ course: string; lesson: string }>
}

/** Leads to an address of the file that works now: a page that stays open for days keeps a link that works. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  try {
    const { course, lesson } = await params
    const address = recordingAddress(await getSession(), course, lesson)
    const location = `${address}${address.includes('?') ? '&' : '?'}download`
    return new Response(null, {
      status: 307,
      headers: { Location: location, 'Cache-Control': 'private, no-store' },
    })
  } catch (error) {
    return refuse(error)
  }
}
