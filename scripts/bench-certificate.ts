/**
 * `npm run bench:certificate`: how long a certificate takes to print once the process is warm, and how many bytes it has, beside a
 * bare document of the same library (one line in the same typeface) in the same run. Aims: 25 ms and 60 kB for a Latin name, 150 ms for
 * a Chinese one. Compare rows, not machines; it is no timed test.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { renderCertificate } from '#lib/server/certificate-pdf/render-certificate.ts'
import { root } from './settings.ts'

const runs = 60
const warmUp = 15

const typeface = readFileSync(
  join(root, 'node_modules/@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf'),
)

function bareDocument(): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', layout: 'landscape' })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const finished = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))))
  document.font(typeface).fontSize(40).text('Ada Lovelace')
  document.end()
  return finished
}

// Another id each time: nothing may be remembered from one certificate to the next.
let nth = 0
const certificate = (name: string, nameLanguage: string | null) => () => {
  nth += 1
  const id = String(nth).padStart(26, '0')
  return renderCertificate(
    {
      id,
      name,
      nameLanguage,
      courseTitle: 'Demystifying Python Memory: Arenas, Pools, and Allocation',
      courseVersion: '2026.1',
      courseMinutes: 80,
      lessonCount: 15,
      exerciseCount: 15,
      exercisesSolved: 15,
      quizQuestions: 30,
      quizCorrect: 28,
      capstone: 'Tuesday, 03:00',
      issuedAt: new Date('2026-11-22T12:00:00Z'),
      url: `https://memory.example.com/certificates/${id}`,
      issuer: 'Demystifying Python Memory',
    },
    'a4',
  )
}

const rows: [string, () => Promise<Buffer>][] = [
  ['bare document', bareDocument],
  ['Latin: Ada Lovelace', certificate('Ada Lovelace', null)],
  ['Arabic: محمد عبد الرحمن', certificate('محمد عبد الرحمن', null)],
  ['Devanagari: कृष्ण श्रीनिवास', certificate('कृष्ण श्रीनिवास', null)],
  ['Chinese: 王小明', certificate('王小明', 'zh-Hans')],
  ['Japanese: 直木 三十五', certificate('直木 三十五', 'ja')],
  ['Korean: 김철수', certificate('김철수', 'ko')],
]

const results = rows.map(([title]) => ({ title, cold: 0, times: [] as number[], bytes: 0 }))
// In turn, so that a slow moment of the machine falls on every row.
for (let run = 0; run < warmUp + runs; run += 1) {
  for (const [index, [, print]] of rows.entries()) {
    const result = results[index]
    if (!result) continue
    const startedAt = performance.now()
    result.bytes = (await print()).length
    const took = performance.now() - startedAt
    if (run === 0) result.cold = took
    if (run >= warmUp) result.times.push(took)
  }
}

const at = (times: number[], part: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? 0
console.log('                                 median ms    p95 ms   first ms     bytes')
for (const { title, cold, times, bytes } of results) {
  const cells = [at(times, 0.5), at(times, 0.95), cold].map((value) => value.toFixed(1).padStart(11))
  console.log(title.padEnd(31), cells.join(''), String(bytes).padStart(9))
}
