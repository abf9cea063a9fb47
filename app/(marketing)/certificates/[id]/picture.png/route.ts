import { refusal, sendBytes } from '#app/(marketing)/certificates/_lib/answers.ts'
import { drawCertificatePicture } from '#lib/data/certificates/draw-certificate-picture.ts'
import { getViewer } from '#lib/data/sign-in/get-viewer.ts'

export const dynamic = 'force-dynamic'

/**
 * The certificate as a picture, with the Open Badge in it: for previews of links and for other people's pages. What is revoked or
 * kept private is shown as that. With `?own` all of it, to be saved, for the graduate alone.
 */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const isOwn = new URL(request.url).searchParams.has('own')
  const ownerId = isOwn ? ((await getViewer())?.userId ?? null) : null
  const picture = await drawCertificatePicture((await params).id, ownerId)
  if (!picture) return refusal('certificate picture', 'not_found')
  return sendBytes({
    request,
    body: new Uint8Array(picture),
    type: 'image/png',
    isPublic: !isOwn,
    ...(isOwn && { fileName: 'Certificate.png' }),
  })
}
