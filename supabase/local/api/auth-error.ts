/** An error in the form that Auth answers with. Source: https://supabase.com/docs/guides/auth/debugging/error-codes */
export function authError(status: number, errorCode: string, message: string): Response {
  return Response.json(
    { code: status, error_code: errorCode, msg: message },
    { status, headers: { 'X-Sb-Error-Code': errorCode } },
  )
}
