import { createTransport } from 'nodemailer'
import { expect, test } from 'vitest'
import { control, newDataDir, start } from './kit.ts'

const letter = {
  from: 'Course <hello@course.test>',
  to: 'Ada@example.com',
  subject: 'Your <link> & more',
  text: 'Open http://localhost:3000/sign-in?token=abc now.',
  html: '<p>Open <a href="http://localhost:3000/sign-in?token=abc">the page</a>.</p><script>alert(1)</script>',
}

test('a mail is caught, listed by recipient, and shown', async () => {
  const sandbox = await start()
  await createTransport(sandbox.smtp).sendMail(letter)
  await createTransport({ ...sandbox.smtp, auth: { user: 'any', pass: 'thing' } }).sendMail({
    ...letter,
    to: 'bob@example.com',
  })

  expect(await control(sandbox, '/messages?to=ada@example.com', undefined, 'GET')).toMatchObject([
    { id: 1, to: ['Ada@example.com'], subject: letter.subject, text: expect.stringContaining('token=abc') },
  ])
  const list = await (await fetch(sandbox.mailboxUrl)).text()
  expect(list).toContain('Your &lt;link&gt; &amp; more')
  expect(list.indexOf('bob@example.com</span>')).toBeLessThan(list.indexOf('Ada@example.com</span>'))
  const page = await (await fetch(`${sandbox.mailboxUrl}/1`)).text()
  expect(page).toContain('<a href="http://localhost:3000/sign-in?token=abc">')
  expect(page).not.toContain('<script>')
  expect(page).toMatch(/<iframe[^>]+sandbox="(?![^"]*allow-scripts)(?![^"]*allow-same-origin)/)
  expect(await (await fetch(`${sandbox.mailboxUrl}/1/raw`)).text()).toContain('Subject: Your <link> & more')
})

test('mail is refused for a while when told so', async () => {
  const sandbox = await start()
  await control(sandbox, '/mail/mode', { refuseNext: 1 })
  const transport = createTransport(sandbox.smtp)
  await expect(transport.sendMail(letter)).rejects.toMatchObject({ responseCode: 451 })
  await transport.sendMail(letter)
  expect(await control(sandbox, '/messages', undefined, 'GET')).toHaveLength(1)
})

test('mail survives a restart, until it is deleted', async () => {
  const dataDir = newDataDir()
  const first = await start({ dataDir })
  await createTransport(first.smtp).sendMail(letter)
  await first.stop()
  const second = await start({ dataDir })
  expect(await control(second, '/messages', undefined, 'GET')).toHaveLength(1)
  await control(second, '/messages', undefined, 'DELETE')
  expect(await control(second, '/messages', undefined, 'GET')).toEqual([])
})
