import { AlsoHere } from '@/components/realtime/also-here'

/** Which other admins have this plan open for editing. */
export function EditingNow({ planId, name }: { planId: string; name: string }) {
  return (
    <AlsoHere
      topic={`desk:plan:${planId}`}
      name={name}
      doing={(count) => `${count === 1 ? 'is' : 'are'} editing this plan`}
      // Out of the way while nobody is: an empty row would leave a gap.
      className="not-has-[p]:absolute"
    />
  )
}
