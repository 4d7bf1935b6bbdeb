/** What a capability may answer instead of a value: a code from this table and a sentence; never a stack or a path. */

// prettier-ignore
export const CAPABILITY_ERRORS = {
  BAD_URL:               'The URL cannot be used.',
  BAD_REQUEST:           'The method, a header or the size of the request is not allowed.',
  EGRESS_DENIED:         'The host, its method or its address is not among what was granted.',
  SECRET_UNKNOWN:        'No secret of that name is granted and set.',
  SECRET_HOST_MISMATCH:  'The secret may not be sent to this host.',
  TOO_MANY_REDIRECTS:    'The answer redirects too often.',
  RESPONSE_TOO_LARGE:    'The answer is larger than allowed.',
  TIMEOUT:               'The outside system did not answer in time.',
  CONNECTION_FAILED:     'The outside system could not be reached.',
} as const;

export class CapabilityError extends Error {
  readonly code: keyof typeof CAPABILITY_ERRORS;
  constructor(code: keyof typeof CAPABILITY_ERRORS, message: string = CAPABILITY_ERRORS[code]) {
    super(message);
    this.code = code;
  }
}
