/**
 * Every code that a caller, an author or an admin can meet: what it means and what to do. Meanings of outcomes and of refused calls are
 * those of their own tables; a test looks for codes in the sources that are not explained here.
 */
import { OUTCOMES, type OutcomeCode } from '../../sdk/contract/index.ts';
import { ERRORS } from '../base/errors.ts';
import { CAPABILITY_ERRORS } from '../runner/broker/errors.ts';

export interface Explanation {
  kind: 'answer of the API' | 'end of an attempt' | 'refused call of a handler';
  means: string;
  todo: string;
  /** What the platform does by itself. */
  then?: string;
}

type Words = readonly [means: string, todo: string];

/** `error_code` of the REST API. */
// prettier-ignore
const API: Record<string, Words> = {
  VAL_001:  ['A value of the call is not allowed; each sentence begins with the path of its field.', 'Change the named fields. /docs shows what the call takes.'],
  RQL_001:  ['The filter of a list cannot be read, or names what this list has no filter for.', 'The sentence names the place and what is allowed. Values with commas, brackets or quotes stand in quotes; the clients of docs/client.md write them.'],
  REQ_003:  ['The object is in a state from which this cannot be done.', 'Read the object again: the sentence names its state and what is allowed now.'],
  REQ_005:  ['It is there already, or something else about the same object is still open.', 'params names the object that is there (request_id, asset_id) and its state: go on with that one.'],
  PKG_001:  ['The package is refused; each sentence begins with a file or a field of the manifest.', 'Run entrepot validate in the project: it finds the same on your machine.'],
  PKG_002:  ['The package asks for powers that nobody has approved yet.', 'Read the sentences, then send the call again with consent: params.permissions_digest. entrepot install asks you.'],
  EXT_001:  ['The extension is installed for this account already.', 'params.installation names it: upgrade that one.'],
  AUTH_001: ['There is no token, or the host does not know it.', 'Send "Authorization: ApiKey SU-…:secret" as it was issued to you; entrepot token create makes another.'],
  AUTH_002: ['Your account or your token may not do this.', 'The sentence names who may. Use a token of that account, or one that is not limited to other modules.'],
  PERMISSION_DENIED: ['The extension calls what its manifest does not ask for.', 'Add the scope to permissions.objects of extension.yaml, or write the path as /docs does; a new version has to be approved.'],
  NFND_000: ['There is no such object, or your account does not see it.', 'Check the id, and whose token you use: an object of somebody else looks the same as none.'],
  NFND_001: ['The path is there, the method is not.', 'The header Allow names the methods it has.'],
  VAL_002:  ['The body is larger than is accepted.', 'The sentence names the limit. Usage files may be sent as ZIP.'],
  VAL_003:  ['The body is not of a type this call takes, or is compressed.', 'Send JSON as application/json in UTF-8, without Content-Encoding.'],
  PRD_038:  ['Only an item that is a draft can be deleted.', 'End the sale of a published item instead.'],
  TAR_003:  ['The customer has no subscription of any product, so no vendor needs to know of the change.', 'Change the tier account itself: PUT /tier/accounts/{id}.'],
  TAR_004:  ['The change of a customer changes nothing.', 'Send only what differs.'],
  TSK_001:  ['The task was given to another runner, or has ended.', 'Nothing: the other one goes on. If it is seen often, leases are too short for this machine (entrepot start --lease).'],
  SYS_001:  ['The host made a mistake. Its log says which, under the correlation of the answer.', 'Give the correlation (header X-Correlation-Id) to the operator. Look whether the call had an effect before you send it again.'],
  SYS_002:  ['Too much of this account waits, or is asked for at once.', 'Wait as long as Retry-After says. Operators: entrepot tasks shows what waits, --limit backlogMax=N raises the limit.'],
  SYS_003:  ['The host cannot work now: it starts, stops, or its database does not answer.', 'Send the call again after what Retry-After says. Operators: entrepot doctor.'],
};

/** How an attempt of a task ends without a decision. */
// prettier-ignore
const ENDS: Record<OutcomeCode, string> = {
  RETRY:            'Nothing, if the reason passes by itself: the task shows when it is tried next.',
  NON_RETRIABLE:    'Read the message (entrepot task ID), mend the cause, then entrepot replay ID; or entrepot discard ID.',
  HANDLER_ERROR:    'entrepot task ID shows the line. entrepot task ID --export FILE and entrepot replay FILE have it again on your machine.',
  BAD_DECISION:     'Return a decision of this event: docs/events.md lists them; the types of the hook do not let another one compile.',
  UNSERIALISABLE:   'Return plain data only: no functions, cycles or BigInt, and not more than the limits allow.',
  LOAD_ERROR:       'Run entrepot validate in the project: it loads the code in the same sandbox.',
  TURN_TIMEOUT:     'Do less between two awaits, or raise limits.turnMs in extension.yaml.',
  CPU_BUDGET:       'Do less in one task, or raise limits.cpuMs in extension.yaml.',
  WALL_TIMEOUT:     'Wait less inside a task (return reschedule(seconds) instead), or raise limits.wallMs.',
  OUT_OF_MEMORY:    'Keep less at once, or raise limits.memoryMb in extension.yaml. entrepot task ID shows the peak of each attempt.',
  CALL_LIMIT:       'Ask for more at once (lists instead of single objects), or raise limits.calls.',
  LOOP_DETECTED:    'Let the handler leave alone what it changed itself: compare before you write, or filter in the manifest.',
  RESCHEDULE_LIMIT: 'Ask less often, or end the wait: fail(…) or NonRetriable when it has lasted too long.',
  NO_ANSWER:        'Answer faster, or raise budgetMs of the hook (at most what docs/delivery.md says); onTimeout says what the caller gets.',
  PLATFORM_ERROR:   'Operators: the log of the host tells why, under the correlation of the task. It is tried again by itself.',
  SANDBOX_LOST:     'Nothing: it is delivered again. If it is seen often, the machine of the runner is short of memory.',
  STARVED:          'Nothing: it is delivered again. If it is seen often, the runner has too little CPU: fewer --credits, or another runner.',
  RUNNER_LOST:      'Nothing: another runner gets it. If it is seen often, look at the network between runner and host.',
  CANCELLED:        'Nothing: it is delivered again when a runner is there.',
};
const NEXT: Record<(typeof OUTCOMES)[OutcomeCode]['next'], string> = {
  retry: 'The task is tried again after a growing wait, then becomes a dead letter.',
  dead: 'The task becomes a dead letter at once; what waits behind it in its lane waits on.',
  crash: 'The sandbox is ended. The task is tried again; the third such end makes it a dead letter.',
  return: 'The task goes back into its lane, and no attempt is counted; one that comes back too often becomes a dead letter.',
};

/** `error.code` of what a call of `ctx` throws. */
// prettier-ignore
const CALLS: Record<keyof typeof CAPABILITY_ERRORS, string> = {
  BAD_URL:              'Give an absolute http or https URL without user and password.',
  BAD_REQUEST:          'The message names the method, header or size.',
  EGRESS_DENIED:        'Add the host and the method to permissions.egress of extension.yaml. Private addresses are opened by the operator (allow_private).',
  SECRET_UNKNOWN:       'Name it in permissions.secrets of extension.yaml and set it: entrepot extensions secret EIN-… name=@FILE.',
  SECRET_HOST_MISMATCH: 'Add the host to the secret\'s hosts in extension.yaml.',
  TOO_MANY_REDIRECTS:   'Ask for the address that it leads to in the end.',
  RESPONSE_TOO_LARGE:   'Ask for less: a page, or fewer fields.',
  TIMEOUT:              'Throw Retry, so that the task is tried again later; timeoutMs of a request is at most 10,000.',
  CONNECTION_FAILED:    'Throw Retry; the message names what failed (name, address, TLS).',
};
// prettier-ignore
const MORE_CALLS: Record<string, Words> = {
  CONFLICT:       ['A stored value is no longer at the version that was given.', 'Read it again, change it, and set it with the new version.'],
  STORAGE_QUOTA:  ['The installation keeps as much data as it may.', 'Delete what is no longer needed: ctx.storage.list and delete.'],
  STEP_TOO_LARGE: ['The result of a step is too large to be recorded.', 'Return the part of it that later steps need, such as an id.'],
  BAD_ARGUMENTS:  ['The arguments of a call of ctx are not what it takes.', 'The message names them.'],
  UNKNOWN_CALL:   ['The code asks for something that this version of the platform does not have.', 'Build it against the version of the host, or upgrade the host.'],
  REQUEST_LIMIT:  ['One attempt made more outgoing requests than it may.', 'Ask for more at once, or raise limits.requests in extension.yaml.'],
  ATTEMPT_ENDED:  ['Code went on after its handler had returned.', 'await everything that a handler begins.'],
  NOT_JSON:       ['json() was called on an answer that is not JSON.', 'Look at ok and status first: it may be a page of a proxy.'],
  INTERNAL:       ['The call failed inside the platform.', 'Operators: the log of the runner or the host tells why. Throwing Retry is right for the author.'],
};

const SINGLE: Record<string, Explanation> = {
  BREAKER_OPEN: {
    kind: 'end of an attempt',
    means: 'The hook failed again and again, so it is not asked for a while; its caller got the declared policy.',
    todo: 'Mend the cause, then POST /devops/breakers/{id}/close, or wait: it is tried again by itself.',
  },
};

/** Of a table of codes, as explanations. */
const all = (kind: Explanation['kind'], words: Record<string, Words>) =>
  Object.entries(words).map(([code, [means, todo]]): [string, Explanation] => [code, { kind, means, todo }]);

export const EXPLANATIONS: ReadonlyMap<string, Explanation> = new Map([
  ...all('answer of the API', API).map(([code, explained]): [string, Explanation] => {
    const error = Object.values(ERRORS).find((one) => one.code === code);
    return [
      code,
      error ? { ...explained, then: `HTTP ${error.status}. The same call ${error.retryable ? 'may succeed' : 'does not succeed'} later.` } : explained,
    ];
  }),
  ...Object.entries(OUTCOMES).map(([code, { summary, next }]): [string, Explanation] => [
    code,
    { kind: 'end of an attempt', means: summary, todo: ENDS[code as OutcomeCode], then: NEXT[next] },
  ]),
  ...Object.entries(CAPABILITY_ERRORS).map(([code, means]): [string, Explanation] => [
    code,
    { kind: 'refused call of a handler', means, todo: CALLS[code as keyof typeof CAPABILITY_ERRORS] },
  ]),
  ...all('refused call of a handler', MORE_CALLS),
  ...Object.entries(SINGLE),
]);
