import type { NextRequest } from 'next/server'
import { answerAuthRequest } from '#lib/data/sign-in/answer-auth-request.ts'

/** The way back from Google and GitHub. Everything else that Auth.js would offer here is done by pages of ours. */
export const GET = (request: NextRequest) => answerAuthRequest(request)
