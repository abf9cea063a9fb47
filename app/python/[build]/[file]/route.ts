import { NextResponse } from 'next/server'
import { getPythonFile } from '#lib/data/get-python-file.ts'
import { getSite } from '#lib/data/get-site.ts'
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
  const acceptsBrotli = /\bbr\b/.test(request.headers.get('accept-encoding') ?? '')
  const file = getPythonFile(build, name, acceptsBrotli)
  if (!file) {
    return new NextResponse('There is no such file. Load the page again: Python may have been renewed.', {
      status: 404,
      headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  }
  return new NextResponse(file.body, {
    headers: {
      ...headers,
      'Content-Type': file.type,
      'Content-Length': String(file.bytes),
      ...(file.encoding && { 'Content-Encoding': file.encoding }),
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    },
  })
}
