/**
 * Lays out what the browser loads to run Python, in `.generated/python/<build>/`: Pyodide's files as npm brought them, compressed
 * once instead of for each visitor, and our Worker in one file. The folder's name changes with its content, so browsers may keep
 * the files for good.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { buildSync } from 'esbuild'
import { root } from './settings.ts'

const compress = promisify(brotliCompress)
const folder = join(root, '.generated', 'python')

/** The files of the package that are asked for. */
const packageFiles = [
  'pyodide.mjs',
  'pyodide.asm.mjs',
  'pyodide.asm.wasm',
  'pyodide-lock.json',
  'python_stdlib.zip',
]

/** Quality 5 takes half a second and is 4 % larger than quality 9, which takes six times as long. */
function pack(bytes: Buffer): Promise<Buffer> {
  return compress(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
}

function bundleWorker(): Buffer {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'components/playground/python/python-worker.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2023',
    minify: true,
    write: false,
    logLevel: 'silent',
    absWorkingDir: root,
  })
  return Buffer.from(outputFiles[0]?.contents ?? [])
}

/** @throws when the Worker does not compile */
export async function buildPython(): Promise<void> {
  const source = dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }
  const worker = bundleWorker()
  const build = `${version}-${createHash('sha256').update(worker).digest('hex').slice(0, 12)}`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, build), { recursive: true })
  const files = packageFiles.map((name) => ({ name, bytes: readFileSync(join(source, name)) }))
  await Promise.all(
    [...files, { name: 'worker.js', bytes: worker }].map(async ({ name, bytes }) => {
      writeFileSync(join(folder, build, name), bytes)
      writeFileSync(join(folder, build, `${name}.br`), await pack(bytes))
    }),
  )
  writeFileSync(join(folder, 'build.json'), JSON.stringify({ build }))
}
