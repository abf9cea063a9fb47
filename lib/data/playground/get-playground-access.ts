import 'server-only'
import { getSession } from '#lib/data/sign-in/get-session.ts'
import { getPythonWorkerPath } from './get-python-file.ts'

export interface PlaygroundAccess {
  isSignedIn: boolean
  /** Holds a course, and may run their own Python and keep runs (keep-playground-run.ts asks the same). */
  isLearner: boolean
  /** The Worker with Python; null for who may not run their own. */
  pythonWorker: string | null
}

/** What of the playground is open to this request: playing is for everybody. */
export async function getPlaygroundAccess(): Promise<PlaygroundAccess> {
  const session = await getSession()
  const isLearner = (session?.courseSlugs.length ?? 0) > 0
  return { isSignedIn: session !== null, isLearner, pythonWorker: isLearner ? getPythonWorkerPath() : null }
}
