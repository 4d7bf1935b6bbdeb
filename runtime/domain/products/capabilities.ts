/**
 * What a product can do (platform-api.md section 11). Only what a vendor set is stored; the rest is read as its default.
 * Fields the platform does not know are left out, as everywhere in published bodies; a known one with a value that is
 * not allowed is refused.
 */
import Type, { type TSchema } from 'typebox';
import { check } from '../../base/index.ts';

const flag = () => Type.Optional(Type.Boolean());
const group = (fields: Record<string, TSchema>) => Type.Optional(Type.Object(fields));
const oneOf = (...values: string[]) => Type.Optional(Type.Enum(values));

// prettier-ignore
const SCHEMA = Type.Object({
  ppu: group({ schema: oneOf('QT', 'TR', 'CR', 'PR'), dynamic: flag(), future: flag(), late: flag(), predictive: flag(), required_custom_fields: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })) }),
  reservation: group({ consumption: flag() }),
  cart: group({ validation: flag() }),
  inquiring: group({ validation: flag() }),
  tiers: group({
    configs: group({ level: Type.Optional(Type.Enum([1, 2])), setup: group({ inquiring_validation: flag() }), update: group({ inquiring_validation: flag() }) }),
    updates: flag(), validation: flag(),
  }),
  subscription: group({
    hold: flag(), schema: oneOf('evergreen', 'explicit'),
    purchase: group({ scheduling: flag() }),
    change: group({ editable_ordering_parameters: flag(), editable_fulfillment_parameters: flag(), validation: flag(), inquiring_validation: flag(), scheduling: flag(), simultaneous_adjustment: flag() }),
    suspend: group({ scheduling: flag(), offline: oneOf('no', 'auto', 'allowed') }),
    resume: group({ scheduling: flag() }),
    renew: group({ enable_renew: flag(), scheduling: flag() }),
    transfer: group({ enable_transfer: flag(), transfer_autoapprove: flag() }),
    cancel: group({ scheduling: flag(), offline: oneOf('no', 'auto', 'allowed') }),
    parameter: group({ versions: flag() }),
  }),
});

type Tree = Record<string, unknown>;
type Shape = { properties?: Record<string, Shape> };

/** How a capability that nobody set reads. Off is `ppu` and `tiers.configs` left out: the description allows no null. */
// prettier-ignore
const DEFAULTS: Tree = {
  reservation: { consumption: false },
  cart: { validation: false },
  inquiring: { validation: false },
  tiers: { updates: false, validation: false },
  subscription: {
    hold: false, schema: 'evergreen',
    purchase: { scheduling: false },
    change: { editable_ordering_parameters: false, editable_fulfillment_parameters: false, validation: false, inquiring_validation: false, scheduling: false, simultaneous_adjustment: false },
    suspend: { scheduling: false, offline: 'no' },
    resume: { scheduling: false },
    renew: { enable_renew: false, scheduling: false },
    transfer: { enable_transfer: false, transfer_autoapprove: false },
    cancel: { scheduling: false, offline: 'no' },
    parameter: { versions: false },
  },
};

/** The stored capabilities with a partial change laid over them; null sets a capability or a group back to its default. */
export function mergedCapabilities(stored: object, change: unknown): object {
  check(SCHEMA, withoutNulls(change), 'validation', 'capabilities');
  return merge(stored as Tree, known(SCHEMA as Shape, change as Tree));
}

/** The whole tree, as the API shows it. */
export function shownCapabilities(stored: object): object {
  return merge(DEFAULTS, stored as Tree);
}

function merge(base: Tree, change: Tree): Tree {
  const out: Tree = { ...base };
  for (const [name, value] of Object.entries(change)) {
    const before = base[name];
    if (value === null) delete out[name];
    else if (isTree(value)) out[name] = merge(isTree(before) ? before : {}, value);
    else out[name] = value;
  }
  return out;
}

function known({ properties }: Shape, value: Tree): Tree {
  if (!properties) return value;
  const own = Object.entries(value).filter(([name]) => Object.hasOwn(properties, name));
  return Object.fromEntries(own.map(([name, v]) => [name, isTree(v) ? known(properties[name]!, v) : v]));
}

function withoutNulls(value: unknown): unknown {
  if (!isTree(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, v]) => (v === null ? [] : [[name, withoutNulls(v)]])));
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
