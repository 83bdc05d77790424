/** A header's name is a token: RFC 9110, 5.1 and 5.6.2. */
export const headerName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** Headers that speak about the connection or the framing of the message: RFC 9110, 7.6.1 and 10.1. */
export const ofTheConnection =
  /^(?:connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|proxy-.*)$/i
