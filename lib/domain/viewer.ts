/** Who is looking: what pages and actions know of a signed-in person. */
export interface Viewer {
  userId: string
  email: string
  name: string | null
  isOwner: boolean
  sessionId: string
}
