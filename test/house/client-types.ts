/** The types of sdk/client, as text: what the API takes and answers, one file of objects and one of calls. */
import { pascal, type ApiCall, type ApiModel, type Shape } from './api-model.ts';

const HEAD = '/** Generated from the routes by `npm run generate`. */\n';

export function objectsText({ shapes }: ApiModel): string {
  const types = Object.entries(shapes).filter(([name]) => name !== 'Error');
  return HEAD + types.map(([name, shape]) => `\n${declared(name, shape)}`).join('');
}

/** An interface shows in an editor by its name. */
function declared(name: string, shape: Shape): string {
  const text = typeText(shape, 0);
  return text.startsWith('{') ? `export interface ${name} ${text}\n` : `export type ${name} = ${text};\n`;
}

export function routesText({ calls, names, errorCodes, shapes }: ApiModel): string {
  const used = Object.keys(shapes).filter((name) => name !== 'Error');
  const text = `${HEAD}import type { Bytes } from '../send.ts';
import type {
${used.map((name) => `  ${name},`).join('\n')}
} from './objects.ts';

/** What \`error_code\` of an answer may be; more precise ones are strings of the published platform. */
export type ErrorCode = ${errorCodes.map((code) => `'${code}'`).join(' | ')} | (string & {});

${Object.entries(names).map(([name, list]) => `type ${name} = ${list.map((field) => `'${field}'`).join(' | ')};`).join('\n')}

/** Every call of the API by method and path. */
export interface Routes {
${calls.map(callText).join('\n')}
}
`; // prettier-ignore
  return text;
}

function callText({ method, path, summary, operation, body, answer, list, query }: ApiCall): string {
  const parts = [
    ...(body ? [`body${body.required ? '' : '?'}: ${bodyText(body)}`] : []),
    ...(list ? [`list: ${typeText(answer, 1)}`, `fields: ${list.fields}`, `orders: ${list.orders ?? 'never'}`] : [`answer: ${typeText(answer, 1)}`]),
    ...(query.length ? [`query?: { ${query.map((name) => `${name}?: string`).join('; ')} }`] : []),
  ];
  return `  /** ${summary} (${pascal(operation)}). */\n  '${method} ${path}': { ${parts.join('; ')} };`;
}

const bodyText = ({ shape, files }: NonNullable<ApiCall['body']>): string =>
  !files ? typeText(shape, 1) : `${shape.is === 'any' ? 'Bytes | object' : typeText(shape, 1)} | FormData`;

function typeText(shape: Shape, depth: number): string {
  const inner = '  '.repeat(depth + 1);
  switch (shape.is) {
    case 'text':
      return 'string';
    case 'number':
    case 'boolean':
    case 'null':
      return shape.is;
    case 'any':
      return 'unknown';
    case 'bytes':
      return 'Uint8Array';
    case 'nothing':
      return 'undefined';
    case 'literal':
      return shape.values.map((value) => `'${value}'`).join(' | ');
    case 'list': {
      const of = typeText(shape.of, depth);
      return shape.of.is === 'union' || shape.of.is === 'literal' ? `(${of})[]` : `${of}[]`;
    }
    case 'map':
      return `Record<string, ${typeText(shape.of, depth)}>`;
    case 'named':
      return shape.name;
    case 'union':
      return shape.of.map((part) => typeText(part, depth)).join(' | ');
    case 'object': {
      const fields = Object.entries(shape.fields).map(([name, { shape: of, required }]) => {
        const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
        return `${inner}${key}${required ? '' : '?'}: ${typeText(of, depth + 1)};\n`;
      });
      const more = shape.open ? [`${inner}[more: string]: unknown;\n`] : [];
      return fields.length + more.length ? `{\n${[...fields, ...more].join('')}${'  '.repeat(depth)}}` : 'Record<string, unknown>';
    }
  }
}
