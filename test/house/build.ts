/** `npm run build`: dist/ as it goes into the package. Sources compiled file by file, the sandbox bundled, the example beside them. */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { buildSandbox } from '../../runtime/runner/sandbox/bundle.ts';

const root = resolve(import.meta.dirname, '../..');
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
writeFileSync(join(dist, 'runtime/runner/sandbox/sandbox.bundle.mjs'), await buildSandbox());
// `entrepot demo` packs it, so its source goes along as it is
for (const part of ['extension.yaml', 'src', 'README.md'])
  cpSync(join(root, 'examples/first-order', part), join(dist, 'examples/first-order', part), { recursive: true });
process.stdout.write(`built ${dist}\n`);
