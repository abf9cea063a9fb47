/** `npm run generate`: what editors, type checks and tests need from the sources: Prisma's client, the compiled lessons and Python. */
import { compileContent, generatePrismaClient, layOutPython } from './build.ts'

await Promise.all([generatePrismaClient(), compileContent(), layOutPython()])
