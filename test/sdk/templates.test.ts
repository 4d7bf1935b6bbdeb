/** What `entrepot init` makes passes its own tests, in both modes. */
import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

describe.each(['process', 'sandbox'])('in mode %s', (mode) => {
  test.each(globSync('templates/*'))('%s passes its own tests', (template) => {
    const files = globSync(`${template}/test/*.test.ts`);
    expect(files.length).toBeGreaterThan(0);
    const said = execFileSync(process.execPath, ['--import', 'tsx', '--test', '--test-reporter', 'tap', ...files], {
      env: { ...process.env, ENTREPOT_SIMULATE: mode, NODE_TEST_CONTEXT: undefined },
      encoding: 'utf8',
    });
    expect(said).toMatch(/^# pass [1-9]\d*$/m);
    expect(said).toContain('# fail 0\n# cancelled 0\n# skipped 0');
  });
});
