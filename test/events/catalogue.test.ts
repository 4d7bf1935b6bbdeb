/**
 * Every event of the catalogue fires with every status it is declared with, and reaches a hook for just that status with
 * the object in it: the parts of the walk are driven, and a runner that serves three accounts writes down what it gets.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { EVENTS, HOOK_TYPES, type EventType } from '../../sdk/contract/index.ts';
import { sampleOf, schemaOf } from '../../runtime/cli/samples.ts';
import { describeWalks } from '../support/engines.ts';
import { statusesOf, walkEvents, type Walked } from './walk.ts';

/** Published, and nothing here fires them: the platform does not have their objects. */
const LISTED_ONLY = ['pricelist_version_changed', 'translation_change', 'billing_transformation_request', 'pricing_transformation_request'];

const keysOf = (type: string) => (statusesOf(type).length ? statusesOf(type) : ['']).map((status) => [type, status] as const);
const CASES = HOOK_TYPES.flatMap(keysOf);

describeWalks('the event catalogue', (engine) => {
  let walked: Walked;
  beforeAll(async () => void (walked = await walkEvents((options) => engine.open(options))), 240_000);

  test.each(CASES)('%s %s reaches its hook', (type, status) => {
    const found = walked.got.find(({ event }) => event.type === type && event.status === status);
    expect(found, `${type} ${status} was never delivered`).toBeDefined();
    expect(found!.object.id).toBe(found!.event.objectId);
    if (status) expect(found!.object.status ?? found!.object.state).toBe(status);
  });

  test.each(HOOK_TYPES)('what %s brings is as its schema says, and its sample has the same fields', (type) => {
    const brought = walked.got.filter(({ event }) => event.type === type);
    const check = validate(type);
    for (const { object } of brought) expect([check(object), check.errors]).toEqual([true, null]);
    const names = brought.map(({ object }) => Object.keys(object).sort().join());
    expect(names).toContain(Object.keys(sampleOf(type)!).sort().join());
  });

  test('nothing fires that is not in it', () => {
    expect(walked.written.filter((key) => !CASES.some(([type, status]) => key === `${type} ${status}`))).toEqual([]);
  });

  test('GET /devops/event-definitions has all of it, in pages', () => {
    expect(walked.definitions.map((d) => [d.type, d.category])).toEqual(Object.entries(EVENTS).map(([type, { category }]) => [type, category]));
    expect(walked.page).toEqual({ range: `items 1-2/${Object.keys(EVENTS).length}`, types: Object.keys(EVENTS).slice(1, 3) });
  });
});

const compiled = new Map<string, ValidateFunction>();
/** Compiled once for each class. */
function validate(type: EventType): ValidateFunction {
  const { object } = EVENTS[type];
  if (!compiled.has(object)) compiled.set(object, new Ajv2020({ strict: false }).compile(schemaOf(object)!));
  return compiled.get(object)!;
}

describe('samples of events (else: npm run generate)', () => {
  test.each(HOOK_TYPES)('%s has one that its schema accepts', (type) => {
    const check = validate(type);
    expect([check(sampleOf(type)), check.errors]).toEqual([true, null]);
    expect(check({ ...sampleOf(type), id: { not: 'an id' } })).toBe(false);
  });
});

describe('what is listed and never fires', () => {
  test('is named here', () => {
    const silent = Object.keys(EVENTS).filter((type) => !(HOOK_TYPES as string[]).includes(type));
    expect(silent.sort()).toEqual([...LISTED_ONLY].sort());
  });
});
