/** Generated files are regenerated, never edited: this test fails when somebody forgot. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { staleFiles } from './generate.ts';

test('generated files are fresh (else: npm run generate)', () => {
  expect(staleFiles()).toEqual([]);
});

test('extension.schema.json is a schema that accepts the template and refuses a wrong status', () => {
  const schema = JSON.parse(readFileSync('extension.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  const manifest = parse(readFileSync('templates/fulfill/extension.yaml', 'utf8')) as { hooks: Record<string, { statuses: string[] }> };
  expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
  manifest.hooks['asset_purchase_request_processing']!.statuses = ['pendign'];
  expect(validate(manifest)).toBe(false);
  expect(validate.errors![0]!.params).toMatchObject({ allowedValues: expect.arrayContaining(['pending']) as unknown });
});

test.each(readdirSync('runtime/domain').filter((module) => module !== 'kit'))('the README of %s has a vocabulary and invariants', (module) => {
  const text = readFileSync(`runtime/domain/${module}/README.md`, 'utf8');
  for (const heading of ['## Vocabulary', '## Invariants']) expect(text).toContain(`\n${heading}\n`);
});
