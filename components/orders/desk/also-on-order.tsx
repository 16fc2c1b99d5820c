import { AlsoHere } from '@/components/realtime/also-here'

/** Which other admins have this order open. */
export function AlsoOnOrder({ orderId, name }: { orderId: string; name: string }) {
  return (
    <AlsoHere
      topic={`desk:order:${orderId}`}
      name={name}
      doing={(count) => `${count === 1 ? 'has' : 'have'} this order open, too`}
    />
  )
}
