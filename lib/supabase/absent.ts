/**
 * Stands in the browser for the parts of supabase-js that nothing there uses: rows are read and written by server
 * actions, so only the session and Realtime are wanted. See decision 0415; next.config.ts puts it in their place.
 */
class Absent {}

export {
  Absent as FunctionRegion,
  Absent as FunctionsClient,
  Absent as FunctionsError,
  Absent as FunctionsFetchError,
  Absent as FunctionsHttpError,
  Absent as FunctionsRelayError,
  Absent as PostgrestClient,
  Absent as PostgrestError,
  Absent as StorageApiError,
  Absent as StorageClient,
}
