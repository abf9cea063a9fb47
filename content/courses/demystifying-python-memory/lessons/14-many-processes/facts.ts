/** What this lesson computes from recorded measurements when it is compiled. */
import { measured, written } from '../../evidence/index.ts'

export const c = (value: string, digits = 0) => written('copy-on-write', value, digits)
export const f = (value: string, digits = 0) => written('fleet-books', value, digits)
export const p = (value: string, digits = 0) => written('record-pages', value, digits)

const n = (value: string) => measured('copy-on-write', value)
export const heap = n('heap')
export const records = n('records').toLocaleString('en')
export const deeds = [
  { deed: 'does nothing', own: n('nothing') },
  { deed: 'collects garbage', own: n('collect') },
  { deed: 'collects garbage, after gc.freeze()', own: n('collectFrozen') },
  { deed: 'loops over the list', own: n('loop') },
  { deed: 'reads every record', own: n('readAll') },
  { deed: 'reads every record, after gc.freeze()', own: n('readAllFrozen') },
  { deed: 'reads one record in ten, the first ones', own: n('readTenth') },
]

// What the text says of all the versions that were measured.
for (const on of ['', 'On39', 'On312', 'On313']) {
  if (n(`collectFrozen${on}`) > 0.5)
    throw new Error('the lesson says that a collection after freeze writes next to nothing')
  if (Math.abs(n(`readAllFrozen${on}`) - n(`readAll${on}`)) > 0.5)
    throw new Error('the lesson says that freeze changes nothing for reading')
  if (n(`readArray${on}`) > 0.5)
    throw new Error('the lesson says that reading an array writes next to nothing')
}

const page = (value: string) => measured('record-pages', value)
if (page('instancesAndStrings') !== page('instances') || page('instancesAndStringsOn312') !== 0)
  throw new Error('the lesson says that instances and strings share pools on 3.11, and do not on 3.12')
if (
  Math.abs(page('instances') - n('collect')) > 4 ||
  Math.abs(page('instancesOn312') - n('collectOn312')) > 4
)
  throw new Error(
    'the lesson says that a collection writes to every page with an instance, and hardly to others',
  )

const fleet = (value: string) => measured('fleet-books', value)
const workers = fleet('workers')
export const planned = Math.round(fleet('parentRss') + workers * fleet('uss'))
if (Math.abs(planned - fleet('sumPssAll')) > 5)
  throw new Error('the lesson says that the plan comes close to what the kernel counts')
