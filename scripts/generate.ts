/** `npm run generate`: what editors, type checks and tests need from the sources: Prisma's client and the compiled lessons. */
import { compileContent, generatePrismaClient } from './build.ts'

await Promise.all([generatePrismaClient(), compileContent()])
