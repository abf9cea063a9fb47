import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'quiet'
export type ButtonSize = 'normal' | 'small'

const kinds: Record<ButtonKind, string> = {
  primary:
    'border-accent bg-accent text-on-accent hover:border-accent-strong hover:bg-accent-strong hover:text-on-accent',
  secondary: 'border-rule-strong bg-transparent text-ink hover:border-ink hover:bg-sheet hover:text-ink',
  danger: 'border-danger bg-transparent text-danger hover:bg-danger hover:text-on-danger',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-sheet hover:text-ink',
}

const sizes: Record<ButtonSize, string> = {
  normal: 'min-h-11 px-5 py-2 text-base',
  small: 'min-h-9 px-3 py-1 text-sm',
}

/** The looks of a button, for what is one (Button) and for links that stand where a button would (LinkButton). */
export function buttonClass(kind: ButtonKind = 'primary', size: ButtonSize = 'normal'): string {
  return classNames(
    'inline-flex items-center justify-center gap-2 rounded-md border font-sans font-medium text-center text-balance no-underline',
    'motion-safe:transition-colors motion-safe:duration-100 disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-progress',
    kinds[kind],
    sizes[size],
  )
}

export interface ButtonProps extends ComponentProps<'button'> {
  kind?: ButtonKind
  size?: ButtonSize
}

/** Says what happens when it is pressed: "Refund $29 to your card". Is no submit button unless told. */
export function Button({ kind, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonClass(kind, size), className)} {...rest} />
}
