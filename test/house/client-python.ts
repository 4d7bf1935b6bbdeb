/** The generated half of clients/python, as text: TypedDicts of what the API takes and answers, and a method for each operation. */
import { pascal, type ApiCall, type ApiModel, type Field, type Shape } from './api-model.ts';

const HEAD = '"""Generated from the routes by `npm run generate`."""\n\nfrom __future__ import annotations\n\n';
// prettier-ignore
const KEYWORDS = new Set(['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield']);

export function pythonObjects({ shapes }: ApiModel): string {
  const all = Object.entries(shapes).filter(([name]) => name !== 'Error');
  const taken = new Set(all.map(([name]) => name));
  const classes: string[] = [];
  /** Parts stand before what they are part of, under a name of their own. */
  const define: Define = (wanted, shape) => {
    let name = wanted;
    while (taken.has(name)) name += 'Part';
    taken.add(name);
    return declare(name, shape);
  };
  function declare(name: string, { fields }: Extract<Shape, { is: 'object' }>): string {
    const parts = Object.entries(fields).map(([field, of]) => [field, fieldText(of, name + pascal(camel(field)), define)] as const);
    classes.push(parts.every(([field]) => isName(field)) ? classText(name, parts) : callText(name, parts));
    return name;
  }
  for (const [name, shape] of all) {
    if (shape.is === 'object') declare(name, shape);
    else classes.push(`${name} = ${quotedType(typeText(shape, name, define))}\n`);
  }
  return `${HEAD}from typing import Any, Literal, Required, TypedDict, Union\n\n\n${classes.join('\n\n')}`;
}

type Define = (name: string, shape: Extract<Shape, { is: 'object' }>) => string;
type Parts = readonly (readonly [field: string, type: string])[];

function classText(name: string, parts: Parts): string {
  const lines = parts.map(([field, type]) => `    ${field}: ${type}`);
  return `class ${name}(TypedDict, total=False):\n${lines.join('\n') || '    pass'}\n`;
}

/** For fields whose names are words of the language. */
function callText(name: string, parts: Parts): string {
  const lines = parts.map(([field, type]) => `        ${JSON.stringify(field)}: ${quotedType(type)},`);
  return `${name} = TypedDict(\n    "${name}",\n    {\n${lines.join('\n')}\n    },\n    total=False,\n)\n`;
}

const quotedType = (text: string): string => `"${text.replaceAll('"', "'")}"`;
const isName = (name: string): boolean => /^[A-Za-z]\w*$/.test(name) && !KEYWORDS.has(name);
const camel = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+(\w)?/g, (_, letter?: string) => (letter ?? '').toUpperCase()) || 'Field';

function fieldText({ shape, required }: Field, name: string, define: Define): string {
  const text = typeText(shape, name, define);
  return required ? `Required[${text}]` : text;
}

function typeText(shape: Shape, name: string, define?: Define): string {
  const inner = (part: Shape) => typeText(part, name, define);
  switch (shape.is) {
    case 'text':
      return 'str';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    case 'null':
    case 'nothing':
      return 'None';
    case 'any':
      return 'Any';
    case 'bytes':
      return 'bytes';
    case 'literal':
      return `Literal[${shape.values.map((value) => JSON.stringify(value)).join(', ')}]`;
    case 'list':
      return `list[${inner(shape.of)}]`;
    case 'map':
      return `dict[str, ${inner(shape.of)}]`;
    case 'named':
      return shape.name;
    case 'union':
      return `Union[${shape.of.map(inner).join(', ')}]`;
    case 'object':
      return define && Object.keys(shape.fields).length ? define(name, shape) : 'dict[str, Any]';
  }
}

const CALLS_HEAD = `${HEAD}from collections.abc import Mapping
from typing import Any, Union, cast
from urllib.parse import quote, urlencode

from . import objects as o
from .listing import Listing


def _segment(name: str, value: str) -> str:
    if value in ("", ".", ".."):
        raise ValueError(f"{name}: {value!r} is not allowed; allowed: an id or a name.")
    return quote(value, safe="")


def _query(**given: Union[str, None]) -> str:
    return urlencode({name.rstrip("_"): value for name, value in given.items() if value is not None}, quote_via=quote)


class Calls:
    """Every operation of the API, by its name."""

    def _send(
        self, method: str, path: str, body: Any = None, *, search: str = "", content_type: Union[str, None] = None
    ) -> tuple[Any, dict[str, str]]:
        raise NotImplementedError
`;

export function pythonCalls({ calls }: ApiModel): string {
  return `${CALLS_HEAD}${calls.map(methodText).join('')}`;
}

const safe = (name: string): string => (KEYWORDS.has(name) ? `${name}_` : name);
const snake = (name: string): string => safe(name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
const outside = (shape: Shape): string =>
  typeText(shape, '').replaceAll(/\b[A-Z]\w*\b/g, (word) => (['Any', 'Union', 'None'].includes(word) ? word : `o.${word}`));

function methodText({ operation, method, path, summary, body, answer, list, query }: ApiCall): string {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const given = [
    ...names.map((name) => `${safe(name)}: str`),
    ...(body ? [`body: ${bodyText(body)}${body.required ? '' : ' = None'}`] : []),
    ...(query.length || body?.files ? ['*'] : []),
    ...query.map((name) => `${safe(name)}: Union[str, None] = None`),
    ...(body?.files ? ['content_type: Union[str, None] = None'] : []),
  ];
  const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `{_segment('${name}', ${safe(name)})}`);
  const where = names.length ? `f"${at}"` : `"${path}"`;
  const head = `\n    def ${snake(operation)}(${['self', ...given].join(', ')})`;
  const about = `        """${summary}: ${method} ${path}"""\n`;
  if (list) return `${head} -> Listing[${outside(answer)}]:\n${about}        return Listing(self._send, ${where})\n`;
  const sent = [
    ...[`"${method}"`, where, ...(body ? ['body'] : [])],
    ...(query.length ? [`search=_query(${query.map((name) => `${safe(name)}=${safe(name)}`).join(', ')})`] : []),
    ...(body?.files ? ['content_type=content_type'] : []),
  ];
  const call = `self._send(${sent.join(', ')})`;
  const returns = outside(answer);
  if (answer.is === 'nothing') return `${head} -> None:\n${about}        ${call}\n`;
  return `${head} -> ${returns}:\n${about}        return cast("${returns}", ${call}[0])\n`;
}

function bodyText({ shape, required, files }: NonNullable<ApiCall['body']>): string {
  const kinds = [...(shape.is === 'any' ? [] : [outside(shape)]), 'Mapping[str, Any]', ...(files ? ['bytes'] : []), ...(required ? [] : ['None'])];
  return kinds.length > 1 ? `Union[${kinds.join(', ')}]` : kinds[0]!;
}
