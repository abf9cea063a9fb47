import 'server-only'
import { currentPythonBuild, openPythonFile, type PythonFile } from '#lib/server/python-files.ts'

/** Python for the browser: open source, and so for everyone. Who may run a program of theirs, the playground's page decides. */
export function getPythonFile(build: string, name: string, isPacked: boolean): PythonFile | null {
  return openPythonFile(build, name, isPacked)
}

/** The address of the Worker that runs Python, from the site's root. */
export function getPythonWorkerPath(): string {
  return `/python/${currentPythonBuild()}/worker.js`
}
