import { expect, test } from 'vitest'
import { ffmetadata } from './encode.ts'
import { parseMeters } from './loudness.ts'

test('tags and chapters are escaped as ffmpeg reads them', () => {
  const tags = { title: '1. a=b; c#d', album: 'A', artist: 'B', track: '1/16', comment: 'C' }
  expect(ffmetadata(tags, [{ title: 'One', startMs: 0, endMs: 1500 }])).toBe(
    ';FFMETADATA1\ntitle=1. a\\=b\\; c\\#d\nalbum=A\nartist=B\ntrack=1/16\ncomment=C\ngenre=Podcast\nmedia_type=1\n' +
      '[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=One\n',
  )
})

test('the meters are read from the summary, and silences from anywhere', () => {
  const printed = `[silencedetect @ 0x1] silence_end: 2.5 | silence_duration: 0.85
[silencedetect @ 0x1] silence_end: 9 | silence_duration: 1.2
[Parsed_ebur128_1 @ 0x2] Summary:

  Integrated loudness:
    I:         -16.1 LUFS
    Threshold: -26.4 LUFS

  True peak:
    Peak:       -2.5 dBFS`
  expect(parseMeters(printed)).toEqual({ integrated: -16.1, truePeak: -2.5, silence: 1.2 })
  expect(() => parseMeters('nothing')).toThrow('measured nothing')
})
