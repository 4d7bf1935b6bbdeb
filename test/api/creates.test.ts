/**
 * Clients send a POST again that was answered 5xx or not at all (platform-api.md section 1.3). What has a name, a parent or a
 * period of its own is made once; the walk's first call of each create is sent twice.
 */
import { beforeAll, expect, test } from 'vitest';
import { routeOf } from '../examples/record.ts';
import { uncovered } from '../examples/rest.ts';
import { Drive } from '../conformance/walk/drive.ts';
import { startWalkHost } from '../conformance/walk/host.ts';
import { PARTS } from '../conformance/walk/parts/index.ts';
import type { Json } from '../conformance/walk/walk.ts';

/** Nothing in their bodies is theirs alone: two with the same words may both be meant. */
const NAMELESS = [
  ...['addAttachment', 'createAccount', 'createAccountMedia', 'createAgreement', 'createAgreementVersion', 'createCase', 'createChildAgreement'],
  ...['createForm', 'createHub', 'createMarketplace', 'createMedia', 'createPost', 'createProduct', 'createProductGroup', 'createRunnerToken'],
  ...['createTemplate', 'createToken', 'createUnit', 'createUsageReconciliation', 'createUsageRule', 'createUserContact', 'createWebhook'],
  ...['postMessage', 'startReplay'],
];
/** A name that may be left out, as the walk does. */
const NAMES: Record<string, object> = { createUsageFile: { external_id: 'march' } };

type Outcome = 'refused' | 'the same' | 'another';

let outcomes: Map<string, Outcome>;
const those = (...wanted: Outcome[]) => [...outcomes].filter(([, outcome]) => wanted.includes(outcome)).map(([operation]) => operation);

beforeAll(async () => void (outcomes = await sentTwice()), 120_000);

test('a create that is sent again makes nothing new, but for what has no name', () => {
  expect(those('another').sort()).toEqual(NAMELESS);
});

test('it is refused where it would be a second, or answers what is there', () => {
  expect(those('refused')).toEqual(expect.arrayContaining(['createRequest', 'createUsageFile', 'createTierAccount', 'createContract', 'createListingRequest']));
  expect(those('the same')).toEqual(expect.arrayContaining(['createBillingRequest', 'createConversation', 'uploadPackage', 'replayTask']));
});

async function sentTwice(): Promise<Map<string, Outcome>> {
  const host = await startWalkHost();
  const found = new Map<string, Outcome>();
  try {
    const drive = new Drive(host, host.parties, async ({ method, path, body }, send) => {
      const operation = method === 'POST' ? routeOf(method, path)?.operation : undefined;
      if (operation === undefined || found.has(operation)) return send();
      const named = NAMES[operation] ? { ...(body as object), ...NAMES[operation] } : body;
      const answer = await send(named);
      if (answer.status !== 201) return answer;
      const again = await send(named);
      if (again.status >= 500) throw new Error(`${path}, sent again, answered ${again.status}`);
      found.set(operation, again.status >= 400 ? 'refused' : idOf(again.body) === idOf(answer.body) ? 'the same' : 'another');
      return answer;
    });
    for (const part of [...Object.values(PARTS), uncovered]) await part(drive, host);
    return found;
  } finally {
    await host.close();
  }
}

const idOf = (body: Json) => JSON.stringify((body as { id?: unknown } | null)?.id ?? body);
