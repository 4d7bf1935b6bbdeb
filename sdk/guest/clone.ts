/** structuredClone by the rules of the HTML standard, for everything that exists in an isolate. Transfer is refused. */
import { DOMException } from './text.ts';

const ERRORS: Record<string, ErrorConstructor> = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

export function structuredClone<T>(value: T, options: { transfer?: unknown[] } = {}): T {
  if (options.transfer?.length) throw refuse('a transfer list');
  return clone(value, new Map()) as T;
}

function clone(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'symbol' || typeof value === 'function') throw refuse(`a ${typeof value}`);
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = <T extends object>(copy: T): T => (seen.set(value, copy), copy);

  if (Array.isArray(value)) return fields(value, keep(new Array(value.length)), seen);
  switch (tagOf(value)) {
    case 'Boolean':
    case 'Number':
    case 'String':
    case 'BigInt':
      return keep(Object((value as { valueOf(): unknown }).valueOf()) as object);
    case 'Date':
      return keep(new Date((value as Date).getTime()));
    case 'RegExp':
      return keep(new RegExp((value as RegExp).source, (value as RegExp).flags));
    case 'ArrayBuffer':
      return keep((value as ArrayBuffer).slice(0));
    case 'View':
      return keep(viewOf(value as DataView, clone((value as DataView).buffer, seen) as ArrayBuffer));
    case 'Map': {
      const copy = keep(new Map<unknown, unknown>());
      for (const [k, v] of [...(value as Map<unknown, unknown>)]) copy.set(clone(k, seen), clone(v, seen));
      return copy;
    }
    case 'Set': {
      const copy = keep(new Set<unknown>());
      for (const member of [...(value as Set<unknown>)]) copy.add(clone(member, seen));
      return copy;
    }
    case 'Error':
      return errorOf(value as Error, seen);
    case 'Object':
      return fields(value, keep({}), seen);
    default:
      throw refuse(`a ${tagOf(value)}`);
  }
}

/** What it really is, by its internal slots: names and tags can be put on anything. */
function tagOf(value: object): string {
  if (ArrayBuffer.isView(value)) return 'View';
  if (value instanceof Error) return 'Error';
  for (const [tag, probe] of PROBES) {
    try {
      probe.call(value);
      return tag;
    } catch {
      // not one of these
    }
  }
  return OPAQUE.find(([, type]) => value instanceof type)?.[0] ?? 'Object';
}

const getter = (type: { prototype: object }, name: string) => Object.getOwnPropertyDescriptor(type.prototype, name)!.get!;
const PROBES: readonly [string, (this: unknown) => unknown][] = [
  ['Date', Date.prototype.getTime],
  ['Map', getter(Map, 'size')],
  ['Set', getter(Set, 'size')],
  ['ArrayBuffer', getter(ArrayBuffer, 'byteLength')],
  ['Number', Number.prototype.valueOf],
  ['String', String.prototype.valueOf],
  ['Boolean', Boolean.prototype.valueOf],
  ['BigInt', BigInt.prototype.valueOf],
  ['Symbol', Symbol.prototype.valueOf],
  // `source` answers for RegExp.prototype too, which has no lastIndex of its own
  [
    'RegExp',
    function (this: unknown) {
      return Object.getOwnPropertyDescriptor(this as object, 'lastIndex')!.value !== undefined && (getter(RegExp, 'source').call(this) as string);
    },
  ],
];
const OPAQUE: readonly [string, abstract new (...args: never[]) => unknown][] = [
  ['Promise', Promise],
  ['WeakMap', WeakMap],
  ['WeakSet', WeakSet],
  ['WeakRef', WeakRef],
];

function fields(from: object, to: object, seen: Map<object, unknown>): object {
  for (const key of Object.keys(from)) {
    const value = clone((from as Record<string, unknown>)[key], seen);
    Object.defineProperty(to, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return to;
}

function viewOf(view: DataView, buffer: ArrayBuffer): object {
  const Type = view.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => object;
  return new Type(buffer, view.byteOffset, 'length' in view ? (view as unknown as Uint8Array).length : view.byteLength);
}

function errorOf(error: Error, seen: Map<object, unknown>): Error {
  const made = new (Object.hasOwn(ERRORS, error.name) ? ERRORS[error.name]! : Error)(String(error.message));
  const hidden = (name: string, value: unknown) => Object.defineProperty(made, name, { value, writable: true, configurable: true });
  seen.set(error, made);
  if (typeof error.stack === 'string') hidden('stack', error.stack);
  if (Object.hasOwn(error, 'cause')) hidden('cause', clone(error.cause, seen));
  return made;
}

function refuse(what: string): DOMException {
  return new DOMException(`structuredClone: ${what} cannot be cloned`, 'DataCloneError');
}
