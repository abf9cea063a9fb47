import { readRecordedTrace } from '#lib/data/playground/read-recorded-trace.ts'

/** A recorded program as a trace. The address carries its version (`?v=`), so that it may be kept for ever. */
export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const trace = await readRecordedTrace((await params).slug)
  if (!trace) return new Response('There is no program of that name.', { status: 404 })
  return new Response(trace, {
    headers: {
      // As a file, not as an encoding: the page unpacks it as it does an uploaded one.
      'Content-Type': 'application/gzip',
      'Content-Length': String(trace.byteLength),
      'Cache-Control': 'public, max-age=31536000, immutable',
    },
  })
}
