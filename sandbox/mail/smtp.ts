import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { Clock } from '../core/clock.ts'
import type { Store } from '../core/store.ts'
import { saveMessage } from './messages.ts'

const tenMegabytes = 10_485_760

/** How the post office misbehaves: so many next messages are refused for now (SMTP 451), or all of them. */
export interface MailFaults {
  refuseNext: number
  refuseAll: boolean
}

/** Catches every mail and delivers none. Takes any name and password, and none. */
export async function startMailCatcher(
  store: Store,
  clock: Clock,
  faults: MailFaults,
  port: number,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: tenMegabytes,
    // How long the end waits for open connections.
    closeTimeout: 500,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? 'anyone' }),
    onMailFrom: (_address, _session, callback) => callback(takeRefusal(faults)),
    onData: (stream, session, callback) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('error', callback)
      stream.on('end', () => {
        if (stream.sizeExceeded) return callback(answered(552, 'The message is larger than 10 MB'))
        const { mailFrom, rcptTo } = session.envelope
        keep(
          Buffer.concat(parts),
          mailFrom ? mailFrom.address : '',
          rcptTo.map((one) => one.address),
        ).then(
          () => callback(),
          (error) => callback(error instanceof Error ? error : new Error(String(error))),
        )
      })
    },
  })
  // Broken connections of clients are theirs; nothing is lost by them.
  server.on('error', () => {})

  async function keep(raw: Buffer, from: string, to: string[]): Promise<void> {
    const { subject } = await PostalMime.parse(raw)
    saveMessage(store, { from, to, subject: subject ?? '', raw, receivedMs: clock.now() })
  }

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function takeRefusal(faults: MailFaults): Error | null {
  if (!faults.refuseAll && faults.refuseNext === 0) return null
  if (!faults.refuseAll) faults.refuseNext -= 1
  return answered(451, 'The sandbox was told to refuse mail for a while')
}

function answered(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
