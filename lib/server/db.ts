import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Prisma } from '#prisma/generated/client.ts'
import { PrismaClient } from '#prisma/generated/client.ts'
import { env } from './env.ts'

function connect(): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: env.DATABASE_URL, max: 10 }),
    omit: {
      session: { sessionToken: true },
      account: { access_token: true, refresh_token: true, id_token: true },
    },
  })
}

// Bundles and hot reload load this module more than once; one pool serves them all.
const shared = globalThis as typeof globalThis & { db?: PrismaClient }
shared.db ??= connect()

export const db = shared.db

/** A transaction's client, or the database itself: what a function takes that may run inside somebody else's transaction. */
export type Tx = Prisma.TransactionClient
