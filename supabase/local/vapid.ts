import { createECDH } from 'node:crypto'

/** Keys that name this installation to the browsers' push services (RFC 8292): P-256, base64url. */
export function generateVapidKeys(): { vapid_public_key: string; vapid_private_key: string } {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  return {
    vapid_public_key: curve.getPublicKey('base64url'),
    // A number with leading zeros is shorter than 32 bytes here; the format wants them.
    vapid_private_key: Buffer.concat([Buffer.alloc(32), curve.getPrivateKey()])
      .subarray(-32)
      .toString('base64url'),
  }
}
