/**
 * Multipart forms where a JSON body would do as well: browsers and older clients send files that way. A file becomes a data URL,
 * a text is read as its field's schema says, so that commands see one kind of body.
 */
import type { TSchema } from 'typebox';
import { invalid, lookUp } from '../base/index.ts';
import { PACKAGE_MAX, readBytes } from './body.ts';

const FIELDS_MAX = 100;

export const isForm = (request: Request): boolean => (request.headers.get('content-type') ?? '').toLowerCase().startsWith('multipart/form-data');

export async function readForm(request: Request, schema: TSchema): Promise<Record<string, unknown>> {
  const type = request.headers.get('content-type')!;
  const bytes = await readBytes(request, PACKAGE_MAX);
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData().catch(() => {
    throw invalid('body', 'this multipart form could not be read.');
  });
  const body: Record<string, unknown> = {};
  const entries = [...form.entries()];
  if (entries.length > FIELDS_MAX) throw invalid('body', `a form has at most ${FIELDS_MAX} fields, not ${entries.length}.`);
  const known = (schema as { properties?: Record<string, { type?: unknown }> }).properties ?? {};
  for (const [name, value] of entries) {
    if (name === '__proto__') continue;
    if (typeof value === 'string') {
      if (value.includes('\0') || !value.isWellFormed()) throw invalid(name, 'NUL and halves of character pairs are not allowed in text.');
      body[name] = typed(value, lookUp(known, name)?.type);
    } else body[name] = `data:${mediaType(value.type)};base64,${Buffer.from(await value.arrayBuffer()).toString('base64')}`;
  }
  return body;
}

/** A form knows texts only; what is no number, truth value, object or list stays one, for the schema to refuse. */
function typed(text: string, type: unknown): unknown {
  if (!['number', 'integer', 'boolean', 'object', 'array'].includes(type as string)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const mediaType = (given: string): string => (/^[\w.+-]+\/[\w.+-]+$/.test(given) ? given.toLowerCase() : 'application/octet-stream');
