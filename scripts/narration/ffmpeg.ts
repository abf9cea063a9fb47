/** ffmpeg and ffprobe, of Debian's package `ffmpeg`: needed to write and measure recordings, never to play them. */
import { spawnSync } from 'node:child_process'

export class ToolError extends Error {}

interface Printed {
  stdout: string
  stderr: string
}

/** @throws ToolError with what the tool said last */
export function runTool(tool: 'ffmpeg' | 'ffprobe', args: string[]): Printed {
  const quiet = tool === 'ffmpeg' ? ['-hide_banner', '-nostdin', '-nostats', '-y'] : ['-v', 'error']
  const { error, status, stdout, stderr } = spawnSync(tool, [...quiet, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (error) throw new ToolError(`${tool} cannot be started: ${error.message}. Debian has it in "ffmpeg".`)
  if (status !== 0) throw new ToolError(`${tool} failed: ${stderr.trim().split('\n').slice(-3).join(' ')}`)
  return { stdout, stderr }
}
