/** A real SMTP server for tests: what is sent to it can be read, one address after the other. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface Mailbox {
  url: string
  mails: { to: string[]; mail: Email }[]
  /** While set, recipients are refused with this code. */
  refuseWith: number | undefined
  close: () => Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) {
      if (!mailbox.refuseWith) return done()
      done(Object.assign(new Error('No such mailbox'), { responseCode: mailbox.refuseWith }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mailbox.mails.push({ to, mail: await PostalMime.parse(Buffer.concat(chunks)) })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const mailbox: Mailbox = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails: [],
    refuseWith: undefined,
    close: () => new Promise((closed) => server.close(() => closed())),
  }
  return mailbox
}
