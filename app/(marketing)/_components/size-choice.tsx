import { classNames } from '#components/ui/class-names.ts'

const sizes = [32, 128, 256, 512] as const

/** How many bytes the visitor asks for: radio buttons, so the arrow keys work. */
export function SizeChoice({ value, onChange }: { value: number; onChange: (bytes: number) => void }) {
  return (
    <fieldset>
      <legend className="sr-only">How many bytes to ask for</legend>
      <div className="flex flex-wrap items-center">
        {sizes.map((size) => (
          <label
            key={size}
            className={classNames(
              'inline-flex min-h-9 cursor-pointer items-center border-b-2 px-3 font-mono text-xs tabular-nums',
              'has-focus-visible:outline-2 has-focus-visible:outline-focus',
              size === value
                ? 'border-ink text-ink'
                : 'border-rule text-muted hover:border-rule-strong hover:text-ink',
            )}
          >
            <input
              type="radio"
              name="bytes"
              value={size}
              className="sr-only"
              checked={size === value}
              onChange={() => onChange(size)}
            />
            {size}
          </label>
        ))}
        <span
          aria-hidden="true"
          className="flex min-h-9 items-center border-b-2 border-rule px-2 text-xs text-muted"
        >
          bytes
        </span>
      </div>
    </fieldset>
  )
}
