'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { publicAction } from '#lib/data/site/actions.ts'
import { getClientNetwork } from '#lib/data/site/get-client-network.ts'
import { confirmWithdrawal } from '#lib/data/withdrawals/confirm-withdrawal.ts'
import { stateWithdrawal } from '#lib/data/withdrawals/state-withdrawal.ts'
import { asForm, textField } from '#lib/domain/form-fields.ts'
import { confirmWithdrawalSchema, withdrawalSchema } from '#lib/schemas/withdrawal.ts'

export interface StatementState {
  /** What was typed, so that it stands in the fields again. */
  typed: { name: string; order: string; email: string }
  fields?: Record<string, string>
  problem?: string
}

const state = publicAction(withdrawalSchema, async (statement) => {
  await stateWithdrawal(statement, await getClientNetwork())
  redirect('/withdraw/stated' as Route)
})

/** Takes a statement of withdrawal; the answer is the same whether there is such an order or not. */
export async function stateWithdrawalAction(
  _before: StatementState,
  input: FormData,
): Promise<StatementState> {
  const form = asForm(input)
  const read = (name: string) => (textField(form, name) ?? '').slice(0, 300)
  const typed = { name: read('name'), order: read('order'), email: read('email') }
  const result = await state(form)
  if (result.ok) return { typed }
  return result.fields ? { typed, fields: result.fields } : { typed, problem: result.message }
}

export interface ConfirmState {
  problem?: string
}

const confirm = publicAction(confirmWithdrawalSchema, async ({ token }) => {
  await confirmWithdrawal(token)
  redirect(`/withdraw/confirm?${new URLSearchParams({ token })}` as Route)
})

/** The press that withdraws: opening the link does not. */
export async function confirmWithdrawalAction(_before: ConfirmState, input: FormData): Promise<ConfirmState> {
  const result = await confirm(asForm(input))
  return result.ok ? {} : { problem: result.message }
}
