import { formatInstant, formatMoney } from '../../lib/format.ts'
import { escapeHtml } from '../../supabase/local/escape-html.ts'
import type { OrderData } from './notice.ts'

/** `timeZone`: the shop's, by its IANA name. */
type MailContext = { appUrl: string; unsubscribeUrl: string; name: string; timeZone: string }

/** What the shopper reads first, by order status. */
const HEADLINES: Record<string, { title: string; text: string }> = {
  placed: { title: 'Thank you for your order', text: 'We have it, and confirm it shortly.' },
  confirmed: { title: 'Your order is confirmed', text: 'We are getting it ready.' },
  packed: { title: 'Your order is packed', text: 'It waits for the courier.' },
  shipped: { title: 'Your order is on its way', text: 'The courier has it.' },
  out_for_delivery: { title: 'Your order arrives today', text: 'It is out for delivery.' },
  delivered: { title: 'Your order has arrived', text: 'We hope you like it.' },
  cancelled: {
    title: 'Your order is cancelled',
    text: 'Nothing will be sent. What you have paid is paid back.',
  },
  returned: { title: 'Your order has come back', text: 'We have what you returned.' },
}

const UNPAID = {
  title: 'Your order was not paid',
  text: 'The payment did not arrive in time, so nothing will be sent. You can order again at any time.',
}

/** The mail about a step of an order, as text and as HTML that reads well in light and dark. */
export function renderOrderMail(data: OrderData, { appUrl, unsubscribeUrl, name, timeZone }: MailContext) {
  const { title, text } = headlineOf(data)
  const url = `${appUrl}/orders/${data.order_id}`
  const eta = expectation(data, timeZone)
  const lines = data.items.map(
    (item) =>
      [
        `${item.quantity} × ${item.name}`,
        formatMoney(item.quantity * item.unit_price, data.currency),
      ] as const,
  )
  const total = formatMoney(data.total, data.currency)
  return {
    subject: data.subject,
    text: [
      `Hello ${name},`,
      '',
      `${title}. ${text}`,
      ...(eta ? [`${eta}.`] : []),
      '',
      `Order ${data.order_number}`,
      ...lines.map(([what, price]) => `  ${what}: ${price}`),
      `  Total: ${total}`,
      '',
      `Follow it live: ${url}`,
      '',
      `No more mails about orders: ${unsubscribeUrl}`,
    ].join('\n'),
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>${escapeHtml(data.subject)}</title></head>
<body style="margin:0;padding:24px 12px;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:520px;margin:0 auto;padding:28px 24px;border:1px solid #8884;border-radius:14px">
<p style="margin:0 0 4px;font-size:13px;opacity:.7">Order ${escapeHtml(data.order_number)}</p>
<h1 style="margin:0 0 8px;font-size:22px;line-height:1.25">${escapeHtml(title)}</h1>
<p style="margin:0 0 20px">Hello ${escapeHtml(name)}. ${escapeHtml(text)}${eta ? ` ${escapeHtml(eta)}.` : ''}</p>
<table role="presentation" style="width:100%;border-collapse:collapse;font-size:15px">
${lines.map(([what, price]) => row(what, price)).join('\n')}
${row('<strong>Total</strong>', `<strong>${escapeHtml(total)}</strong>`, true)}
</table>
<p style="margin:24px 0 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;border-radius:9px;background:#0f766e;color:#fff;text-decoration:none;font-weight:600">Follow it live</a></p>
</div>
<p style="max-width:520px;margin:16px auto 0;text-align:center;font-size:13px;opacity:.7"><a href="${escapeHtml(unsubscribeUrl)}" style="color:inherit">No more mails about orders</a></p>
</body></html>`,
  }
}

/** Only while the parcel is under way, and not once the time has passed. */
function expectation({ status, eta }: OrderData, timeZone: string): string | null {
  const isOver = ['delivered', 'cancelled', 'returned'].includes(status)
  if (eta === null || isOver || Date.parse(eta) < Date.now()) return null
  return `Expected ${formatInstant(eta, timeZone)}`
}

function headlineOf({ status, reason, subject }: OrderData) {
  if (reason === 'unpaid') return UNPAID
  return HEADLINES[status] ?? { title: subject, text: '' }
}

function row(what: string, price: string, isHtml = false): string {
  const cell = (text: string) => (isHtml ? text : escapeHtml(text))
  const style = 'padding:8px 0;border-top:1px solid #8883'
  return `<tr><td style="${style}">${cell(what)}</td><td style="${style};text-align:right;white-space:nowrap">${cell(price)}</td></tr>`
}
