/**
 * A neural voice through onnxruntime, on one thread: the same words give the same samples. Weights lie outside the
 * repository, put there by `voice/fetch_voice.py`; the runtime is installed beside it when it is first asked for.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { inKokoroAlphabet, type Phonemize, phonemesOf } from './phonemes.ts'
import { speech } from './settings.ts'

/** Where `fetch_voice.py` puts the weights; NARRATION_VOICE names another folder. */
export const voiceFolder =
  process.env.NARRATION_VOICE ?? join(homedir(), '.cache', 'demystifying-python-memory', 'voice')

export class VoiceError extends Error {}

export interface Voice {
  /** For people, and for the manifests. */
  name: string
  /** Of the samples, a second. */
  sampleRate: number
  /** What is to be said, as the model reads it. */
  phonemes(text: string): Promise<string>
  /** Says it: mono samples from -1 to 1. @throws VoiceError when it is too long, or the weights are missing */
  say(phonemes: string, speed: number): Promise<Float32Array>
}

interface Tensor {
  data: Float32Array
}
interface Session {
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>
}
interface Runtime {
  Tensor: new (type: string, data: BigInt64Array | Float32Array, dims: number[]) => Tensor
  InferenceSession: { create(path: string, options: Record<string, number>): Promise<Session> }
}

type Feeds = (ids: number[], speed: number, tensors: Inputs) => Record<string, Tensor>
interface Inputs {
  integers(values: number[], dims: number[]): Tensor
  floats(values: ArrayLike<number>, dims: number[]): Tensor
}

/** What the two kinds of model do not share. */
interface Model {
  name: string
  sampleRate: number
  alphabet(phonemes: string): string
  /** Longest sentence, in signs. */
  limit: number
  /** Reads what the model needs beside its weights. */
  open(): Feeds
}

function voiceFile(name: string): string {
  const path = join(voiceFolder, name)
  if (existsSync(path)) return path
  throw new VoiceError(
    `${path} is missing. Run scripts/narration/voice/fetch_voice.py, or name the voice's folder in NARRATION_VOICE.`,
  )
}

const models: Record<'joe' | 'af_heart', Model> = {
  /** Piper (VITS): each sign is followed by a blank; the numbers are those that the voice was published with. */
  joe: {
    name: 'Piper en_US-joe-medium',
    sampleRate: 22_050,
    alphabet: (phonemes) => phonemes.normalize('NFD'),
    limit: 600,
    open:
      () =>
      (ids, speed, { integers, floats }) => {
        const input = [1, 0, ...ids.flatMap((id) => [id, 0]), 2]
        return {
          input: integers(input, [1, input.length]),
          input_lengths: integers([input.length], [1]),
          scales: floats([0.667, 1 / speed, 0.8], [3]),
        }
      },
  },
  /** Kokoro: the voice is a table with a style for each length of a sentence. */
  af_heart: {
    name: 'Kokoro-82M af_heart',
    sampleRate: 24_000,
    alphabet: inKokoroAlphabet,
    limit: 509,
    open: () => {
      const styles = new Float32Array(new Uint8Array(readFileSync(voiceFile('af_heart.bin'))).buffer)
      return (ids, speed, { integers, floats }) => ({
        tokens: integers([0, ...ids, 0], [1, ids.length + 2]),
        style: floats(styles.slice(ids.length * 256, (ids.length + 1) * 256), [1, 256]),
        speed: floats([speed], [1]),
      })
    },
  },
}

/** The runtime's packages, installed when they are missing. */
function requirePackages(): NodeJS.Require {
  const folder = join(import.meta.dirname, 'voice')
  if (!existsSync(join(folder, 'node_modules')))
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      stdio: 'inherit',
    })
  return createRequire(join(folder, 'package.json'))
}

async function openModel(model: Model, load: NodeJS.Require): Promise<Voice['say']> {
  const weights = voiceFile(`${speech.voice}.onnx`)
  const signs: unknown = JSON.parse(readFileSync(voiceFile(`${speech.voice}.json`), 'utf8'))
  const idOf = new Map(Object.entries(z.record(z.string(), z.int()).parse(signs)))
  const feeds = model.open()
  const { Tensor, InferenceSession }: Runtime = load('onnxruntime-node')
  const inputs: Inputs = {
    integers: (values, dims) => new Tensor('int64', BigInt64Array.from(values, BigInt), dims),
    floats: (values, dims) => new Tensor('float32', Float32Array.from(values), dims),
  }
  const session = await InferenceSession.create(weights, { intraOpNumThreads: 1, interOpNumThreads: 1 })

  return async (phonemes, speed) => {
    const ids = [...phonemes].map((sign) => {
      const id = idOf.get(sign)
      if (id === undefined) throw new VoiceError(`The voice knows no "${sign}", of "${phonemes}".`)
      return id
    })
    if (ids.length > model.limit)
      throw new VoiceError(`A sentence is too long to be said in one breath; divide it: "${phonemes}"`)
    const [samples] = Object.values(await session.run(feeds(ids, speed, inputs)))
    if (!samples?.data.length) throw new VoiceError(`The model said nothing for "${phonemes}"`)
    return samples.data
  }
}

/** The voice of the settings. Its weights are read when a sentence has to be said. */
export function openVoice(): Voice {
  const model = models[speech.voice]
  const load = requirePackages()
  const { phonemize }: { phonemize: Phonemize } = load('phonemizer')
  let opened: Promise<Voice['say']> | undefined
  return {
    name: model.name,
    sampleRate: model.sampleRate,
    phonemes: async (text) => model.alphabet(await phonemesOf(text, phonemize)),
    say: async (phonemes, speed) => {
      opened ??= openModel(model, load)
      return (await opened)(phonemes, speed)
    },
  }
}
