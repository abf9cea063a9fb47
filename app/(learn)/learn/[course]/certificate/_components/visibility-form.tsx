import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { certificateVisibilities } from '#lib/schemas/certificate-name.ts'
import { setVisibilityAction } from '../actions.ts'

const consequences: Record<keyof typeof certificateVisibilities, string> = {
  PUBLIC: 'Anyone who has the link sees your name, what you did, and whether the certificate is valid.',
  NAMELESS:
    'The page, the picture and the badge leave the name out. The PDF has it, so only you can download it here.',
  PRIVATE:
    'The link says that you keep the certificate private, and nothing else: not even whether it is valid.',
}

interface VisibilityFormProps {
  courseSlug: string
  visibility: keyof typeof certificateVisibilities
  isSaved: boolean
}

/** What others see. Works without JavaScript. */
export function VisibilityForm({ courseSlug, visibility, isSaved }: VisibilityFormProps) {
  return (
    <section id="visibility" className="max-w-measure scroll-mt-8" aria-labelledby="visibility-title">
      <h2 id="visibility-title" className="mb-3 text-2xl">
        What others see
      </h2>
      {isSaved && (
        <Notice tone="ok" live title="Saved" className="mb-4">
          <p>It holds at once, wherever the link is.</p>
        </Notice>
      )}
      <form action={setVisibilityAction} className="font-sans text-base">
        <input type="hidden" name="courseSlug" value={courseSlug} />
        <fieldset>
          <legend className="mb-2">Who opens the link sees:</legend>
          {Object.entries(certificateVisibilities).map(([value, label]) => (
            <label key={value} className="flex items-baseline gap-3 border-b border-rule py-2.5">
              <input type="radio" name="visibility" value={value} defaultChecked={value === visibility} />
              <span>
                <span className="font-medium">{label}</span>
                <span className="mt-0.5 block text-sm text-muted">
                  {consequences[value as keyof typeof certificateVisibilities]}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <SubmitButton kind="secondary" className="mt-4" pendingText="Saving …">
          Save what others see
        </SubmitButton>
      </form>
    </section>
  )
}
