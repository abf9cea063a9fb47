import { defineConfig } from 'prisma/config'

/** For Prisma's own command line, where the network lets it fetch its engines; the product itself uses prisma/migrate.ts. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
})
