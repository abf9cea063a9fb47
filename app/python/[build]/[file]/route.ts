import { NextResponse } from 'next/server'
import { getPythonFile } from '#lib/data/playground/get-python-file.ts'
import { getSite } from '#lib/data/site/get-site.ts'
import { pythonWorkerPolicy, securityHeaders } from '#lib/domain/security-headers.ts'

export const dynamic = 'force-dynamic'

interface Params {
  params: Promise<{ build: string; file: string }>
}

/** What a browser loads to run Python. The address changes with the content, so it is asked for once (docs/decisions/0016). */
export async function GET(request: Request, { params }: Params): Promise<NextResponse> {
  const { build, file: name } = await params
  const { url, isHttps } = getSite()
  const headers = {
    ...securityHeaders({ isHttps }),
    // For the Worker; the other files have no use for it.
    'Content-Security-Policy': pythonWorkerPolicy(`${url}/python/${build}/`),
  }
  // next.config.ts says "Content-Encoding: br" in the same case.
  const isPacked = /\bbr\b/.test(request.headers.get('accept-encoding') ?? '')
  const file = getPythonFile(build, name, isPacked)
  if (!file)
    return new NextResponse(null, { status: 404, headers: { ...headers, 'Cache-Control': 'no-store' } })
  return new NextResponse(file.body, {
    headers: {
      ...headers,
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    },
  })
}
