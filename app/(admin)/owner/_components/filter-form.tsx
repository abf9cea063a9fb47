import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import type { OrderFilter } from '#lib/data/owner/order-filter.ts'
import { providerNames } from './provider-names.ts'
import { Select } from './select.tsx'

interface FilterFormProps {
  filter: OrderFilter
  choices: { statuses: string[] }
}

/** What orders to show: a plain form, whose answer is an address that can be kept. */
export function FilterForm({ filter, choices }: FilterFormProps) {
  return (
    <form action="/owner/orders" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3" aria-label="Filter">
      <Field
        name="q"
        type="search"
        label="Search"
        placeholder="e-mail, order or provider id"
        defaultValue={filter.q}
        className="sm:col-span-2 lg:col-span-1"
      />
      <Select
        name="status"
        any="Any"
        label="Status"
        value={filter.status}
        choices={Object.fromEntries(
          choices.statuses.map((one) => [one, one.toLowerCase().replace('_', ' ')]),
        )}
      />
      <Select name="provider" any="Any" label="Paid with" value={filter.provider} choices={providerNames} />
      <Field name="from" type="date" label="Ordered from (UTC)" defaultValue={filter.from} />
      <Field name="to" type="date" label="Ordered until" defaultValue={filter.to} />
      <Field name="country" label="Country" placeholder="DE" maxLength={2} defaultValue={filter.country} />
      <div className="flex flex-wrap items-end gap-3 sm:col-span-2 lg:col-span-3">
        <Button type="submit" size="small">
          Show
        </Button>
        <LinkButton href="/owner/orders" kind="quiet" size="small">
          Clear
        </LinkButton>
      </div>
    </form>
  )
}
