/** docs/delivery.md against the code and the tests: each promise names what holds it and the test that shows it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DOCS = 'docs';
const text = readFileSync(join(DOCS, 'delivery.md'), 'utf8');
const rows = text.split('\n').filter((line) => /^\| .*\]\(\.\.\//.test(line));
const HOLDER = /\[`(\w+)`\]\((\.\.\/[\w./-]+)\)/g;
const TEST = /\["((?:[^"\\]|\\.)+)"\]\((\.\.\/test\/[\w./-]+)\)/g;

const sources = new Map<string, string>();
function source(link: string): string {
  const path = join(DOCS, link);
  if (!sources.has(path)) sources.set(path, readFileSync(path, 'utf8'));
  return sources.get(path)!;
}

/** A name that is declared in the file, not only mentioned. */
const declares = (file: string, name: string) => new RegExp(`\\b(const|function|class|interface|type)\\s+${name}\\b`).test(file);
const titled = (file: string, title: string) => ["'", '"', '`'].some((quote) => new RegExp(`${escaped(quote + title + quote)},\\s*(async|\\(|\\{)`).test(file));
const escaped = (literal: string) => literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

test('every promise names the constant or function that holds it, which is there', () => {
  expect(rows.length).toBeGreaterThan(45);
  const wrong: string[] = [];
  for (const row of rows) {
    const holders = [...row.matchAll(HOLDER)];
    if (holders.length !== 1) wrong.push(`${holders.length} holders: ${row}`);
    for (const [, name, link] of holders) if (!declares(source(link!), name!)) wrong.push(`${link} declares no ${name}`);
  }
  expect(wrong).toEqual([]);
});

test('every promise links to the title of a test that exists', () => {
  const wrong: string[] = [];
  for (const row of rows) {
    const tests = [...row.matchAll(TEST)];
    if (tests.length !== 1) wrong.push(`${tests.length} tests: ${row}`);
    for (const [, title, link] of tests) if (!titled(source(link!), title!)) wrong.push(`${link} has no test "${title}"`);
  }
  expect(wrong).toEqual([]);
});
