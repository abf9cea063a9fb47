import { courseSlug, makePerson, query } from './support/site.ts'
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './support/test.ts'

// Half a minute on a quiet machine; limits are for what hangs.
test.describe.configure({ timeout: 180_000 })

const desk = `/learn/${courseSlug}/certificate`

/** Puts a certificate where issuing would; the journey issues one. */
async function certify(userId: string, name: string): Promise<string> {
  const id = `0${crypto.randomUUID().replaceAll('-', '').slice(0, 25)}`
  await query(
    `insert into "Certificate" (id, "userId", "courseSlug", name, "courseTitle", "courseVersion", "courseMinutes", "lessonCount",
       "exerciseCount", "exercisesSolved", "quizQuestions", "quizCorrect", capstone)
     values ($1, $2, $3, $4, 'Demystifying Python Memory', '2026.1', 80, 15, 15, 14, 30, 28, 'Tuesday, 03:00')`,
    [id, userId, courseSlug, name],
  )
  return id
}

test('anybody sees what was shown, and checks a file in the browser', async ({ page, request }) => {
  const { userId } = await makePerson({ holdsCourse: 'active' })
  const id = await certify(userId, 'محمد عبد الرحمن')
  const pdf = await (await request.get(`/api/certificates/${id}/pdf?size=letter`)).body()
  await page.goto(`/certificates/${id}`)
  await expect(page.getByText('Valid', { exact: true })).toBeVisible()
  for (const fact of ['14 of 15 solved', '28 of 30 right', 'Tuesday, 03:00: solved', '15, all done'])
    await expect(page.getByText(fact)).toBeVisible()
  const preview = await page.locator('meta[property="og:image"]').getAttribute('content')
  const picture = await request.get(new URL(preview ?? '').pathname)
  expect(picture.headers()).toMatchObject({
    'content-type': 'image/png',
    'cross-origin-resource-policy': 'cross-origin',
  })
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  const sent: string[] = []
  page.on('request', (each) => each.method() === 'POST' && sent.push(each.url()))
  const check = (name: string, buffer: Buffer) =>
    page.getByLabel('PDF to check').setInputFiles({ name, mimeType: 'application/pdf', buffer })
  await check('certificate.pdf', pdf)
  await expect(page.getByText('Unaltered', { exact: true })).toBeVisible()
  const altered = Buffer.from(pdf)
  altered[altered.length - 100] = (altered[altered.length - 100] ?? 0) ^ 1
  await check('certificate.pdf', altered)
  await expect(page.getByText('Not the file that was issued')).toBeVisible()
  await expectAccessible(page)
  await check('no.pdf', Buffer.from('I am a certificate.'))
  await expect(page.getByText('Not a PDF')).toBeVisible()
  await check('huge.pdf', Buffer.alloc(5_000_001))
  await expect(page.getByText('Too large')).toBeVisible()
  expect(sent, 'the file stays in the browser').toEqual([])
  const list = await request.get('/certificates/status/1')
  const { etag = '', ...headers } = list.headers()
  expect(headers).toMatchObject({ 'cache-control': 'public, max-age=60', 'content-type': 'application/vc' })
  const again = await request.get('/certificates/status/1', { headers: { 'If-None-Match': etag } })
  expect(again.status()).toBe(304)
  for (const path of [`/api/certificates/${id}x/pdf`, '/certificates/status/9', '/certificates/0/badge.json'])
    expect((await request.get(path)).status(), path).toBe(404)
})

test('the graduate settles what others see, and corrects the name once', async ({
  page,
  learner,
  request,
}) => {
  const id = await certify(learner.userId, 'Ada Lovelase')
  const [publicPage, pdf] = [`/certificates/${id}`, `/api/certificates/${id}/pdf`]
  const settle = async (choice: string) => {
    await page.goto(desk)
    await page.getByRole('radio', { name: choice }).check()
    await page.getByRole('button', { name: 'Save what others see' }).click()
    await expect(page.getByText('It holds at once, wherever the link is.')).toBeVisible()
  }
  await page.goto(desk)
  await expect(page.getByRole('textbox', { name: 'To show it on a page of your own (HTML)' })).toHaveValue(
    /<img src=/,
  )
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await settle('Everything but my name')
  const nameless = await (await request.get(publicPage)).text()
  expect(nameless).toContain('keeps the name private')
  expect(nameless).not.toMatch(/Ada|Lovelase/)
  expect((await request.get(pdf)).status()).toBe(403)
  expect((await page.request.get(pdf)).status()).toBe(200)

  await settle('Nothing')
  const kept = await (await request.get(publicPage)).text()
  expect(kept).toContain('keeps this certificate private')
  expect(kept).not.toMatch(/Ada|Lovelase|Valid|2026\.1|picture\.png/)
  await page.goto(publicPage)
  await expectAccessible(page)

  await settle('Everything, with my name')
  await page.getByText('Is there a mistake in it?').click()
  await page.getByLabel('Corrected name').fill('Ada Lovelace')
  await page.getByRole('button', { name: 'See how it reads' }).click()
  await page.getByRole('button', { name: 'Correct the name' }).click()
  await expect(page.getByText('You have corrected the name once.')).toBeVisible()
  await page.goto(publicPage)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ada Lovelace')
  await expect(page.getByText(/^The name was corrected on .* by the graduate\.$/)).toBeVisible()
})

test('a transcript is shown by a link and taken back; then the account is deleted, and the proof kept', async ({
  page,
  learner,
  request,
}) => {
  const id = await certify(learner.userId, 'Ada Lovelace')
  await page.goto(`/learn/${courseSlug}/transcript`)
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByRole('textbox', { name: 'Link to the transcript' }).inputValue()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  expect(await (await request.get(link)).text()).toContain('Ada Lovelace')
  await page.getByRole('button', { name: 'Take the link back' }).click()
  await expect(page.getByRole('button', { name: 'Make a link' })).toBeVisible()
  expect((await request.get(link)).status()).toBe(404)

  await page.goto('/account')
  await page.getByRole('link', { name: 'Delete the account' }).click()
  await expect(page.getByRole('radio', { name: 'Keep the public proof' })).toBeChecked()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByLabel('Type the e-mail address').fill('somebody-else@example.com')
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page.getByText('Nothing was deleted.')).toBeVisible()
  await page.getByLabel('Type the e-mail address').fill(learner.email)
  await page.getByRole('button', { name: 'Delete my account for good' }).click()
  await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible()
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goto(`/certificates/${id}`)
  await expect(page.getByText('Valid', { exact: true })).toBeVisible()
})
