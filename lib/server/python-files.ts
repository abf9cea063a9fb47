import 'server-only'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'

/** Written by `scripts/build-python.ts`. */
const folder = join(/* turbopackIgnore: true */ process.cwd(), '.generated', 'python')

const types: Record<string, string> = {
  'worker.js': 'text/javascript; charset=utf-8',
  'pyodide.mjs': 'text/javascript; charset=utf-8',
  'pyodide.asm.mjs': 'text/javascript; charset=utf-8',
  'pyodide.asm.wasm': 'application/wasm',
  'pyodide-lock.json': 'application/json',
  'python_stdlib.zip': 'application/zip',
}

/** The name of what is laid out at the moment: a part of the files' addresses. */
export function currentPythonBuild(): string {
  const { build } = JSON.parse(readFileSync(join(folder, 'build.json'), 'utf8')) as { build: string }
  return build
}

export interface PythonFile {
  body: ReadableStream
  type: string
}

/** One of the files that the browser loads to run Python, packed with Brotli or as it is; null for anything else. */
export function openPythonFile(build: string, name: string, isPacked: boolean): PythonFile | null {
  const type = Object.hasOwn(types, name) ? types[name] : undefined
  if (!type || build !== currentPythonBuild()) return null
  const path = join(folder, build, isPacked ? `${name}.br` : name)
  return { body: Readable.toWeb(createReadStream(path)) as ReadableStream, type }
}
