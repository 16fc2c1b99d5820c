import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { TextareaField } from '@/components/ui/textarea-field'
import type { PlanDraft } from '@/lib/plans/draft'

type Props = {
  values: PlanDraft
  set: <Field extends keyof PlanDraft>(field: Field, value: PlanDraft[Field]) => void
  errors: { [Field in keyof PlanDraft]?: string[] | undefined }
  /** What stands beside the label of a field. */
  asideOf?: (field: keyof PlanDraft) => ReactNode
}

/** The fields of a plan, for a new one and for one that is changed. */
export function PlanFields({ values, set, errors, asideOf = () => null }: Props) {
  const text = (field: Exclude<keyof PlanDraft, 'isActive'>) => ({
    name: field,
    value: values[field],
    onChange: ({ target }: { target: { value: string } }) => set(field, target.value),
    errors: errors[field],
    aside: asideOf(field),
  })
  const unit = values.currency.trim().toUpperCase()

  return (
    <div className="grid gap-5">
      <Field label="Name" maxLength={80} autoComplete="off" {...text('name')} />
      <TextareaField label="Description" maxLength={2000} {...text('description')} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Return (%)" inputMode="decimal" autoComplete="off" {...text('roiPercent')} />
        <Field label="Duration (days)" inputMode="numeric" autoComplete="off" {...text('durationDays')} />
        <Field
          label={`Smallest amount (${unit})`}
          inputMode="decimal"
          autoComplete="off"
          {...text('minAmount')}
        />
        <Field
          label={`Largest amount (${unit})`}
          inputMode="decimal"
          autoComplete="off"
          {...text('maxAmount')}
        />
        <Field
          label="Currency"
          maxLength={3}
          autoComplete="off"
          autoCapitalize="characters"
          className="[&_input]:uppercase"
          {...text('currency')}
        />
        <OfferField
          isActive={values.isActive}
          onChange={(isActive) => set('isActive', isActive)}
          aside={asideOf('isActive')}
        />
      </div>
    </div>
  )
}

type OfferFieldProps = { isActive: boolean; onChange: (isActive: boolean) => void; aside: ReactNode }

function OfferField({ isActive, onChange, aside }: OfferFieldProps) {
  return (
    <div className="grid content-start gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <span aria-hidden className="font-medium text-sm">
          On offer
        </span>
        {aside}
      </div>
      <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-md border border-input bg-card px-3 text-sm shadow-xs">
        <input
          type="checkbox"
          name="isActive"
          checked={isActive}
          onChange={({ target }) => onChange(target.checked)}
          className="size-4 shrink-0 accent-primary"
        />
        Investors can see it
      </label>
    </div>
  )
}
