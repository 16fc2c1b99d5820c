export const MIN_PASSWORD_LENGTH = 8

/** What bcrypt takes in; Auth refuses more. */
export const MAX_PASSWORD_BYTES = 72

/** As the database checks it. */
export const MAX_NAME_LENGTH = 80
