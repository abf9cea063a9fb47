/** What was said once is not said again: samples by the hash of phonemes, voice and settings. Not part of the repository. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { speech } from './settings.ts'
import type { Voice } from './voice.ts'

/** Says a sentence, through a folder of 32-bit floats. `made`: it had to be said anew. */
export type SayCached = (
  spoken: string,
  how: typeof speech,
) => Promise<{ samples: Float32Array; made: boolean }>

export function throughCache(folder: string, voice: Voice): SayCached {
  mkdirSync(folder, { recursive: true })
  return async (spoken, how) => {
    const phonemes = await voice.phonemes(spoken)
    const key = createHash('sha256')
      .update(JSON.stringify([how, phonemes]))
      .digest('hex')
    const path = join(folder, `${key}.f32`)
    if (existsSync(path))
      return { samples: new Float32Array(new Uint8Array(readFileSync(path)).buffer), made: false }
    const samples = await voice.say(phonemes, how.speed)
    // Renamed into place: a run that is stopped leaves no half sentence.
    const unfinished = `${path}.${process.pid}`
    writeFileSync(unfinished, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    renameSync(unfinished, path)
    return { samples, made: true }
  }
}
