import { inputClass } from '#components/ui/field.tsx'

interface SelectProps {
  name: string
  label: string
  value: string | undefined
  /** Values with the words that they are chosen by. */
  choices: Record<string, string>
  /** What choosing nothing is called; left out where one must be chosen. */
  any?: string
}

/** One of several, from a list. */
export function Select({ name, label, value = '', choices, any }: SelectProps) {
  return (
    <div>
      <label htmlFor={name} className="block text-base font-medium">
        {label}
      </label>
      <select id={name} name={name} defaultValue={value} className={`${inputClass} mt-1.5`}>
        {any !== undefined && <option value="">{any}</option>}
        {Object.entries(choices).map(([choice, word]) => (
          <option key={choice} value={choice}>
            {word}
          </option>
        ))}
      </select>
    </div>
  )
}
