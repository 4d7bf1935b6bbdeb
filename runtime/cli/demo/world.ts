/** The processes of the demo: a host on a temporary folder, and the vendor's service; all gone at the end. */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Credential, DemoWorld } from '../../host/seed.ts';
import { Programs } from './programs.ts';

export const SERVICE_KEY = 'demo-key';
export const EXAMPLE = fileURLToPath(new URL('../../../examples/first-order', import.meta.url));

export interface Credentials {
  api: string;
  url: string;
  accounts: Record<'operator' | 'vendor' | 'distributor' | 'reseller', Credential>;
  world: DemoWorld;
}

export interface DemoProcesses {
  programs: Programs;
  credentials: Credentials;
  service: string;
}

export async function startDemo(): Promise<DemoProcesses> {
  const programs = new Programs('demo');
  const vendor = pathToFileURL(join(EXAMPLE, 'service/main.ts'));
  try {
    const [credentials, service] = await Promise.all([
      programs.host<Credentials>(['--seed', 'demo']),
      programs.service(vendor, ['--database', join(programs.folder, 'vendor.db'), '--key', SERVICE_KEY]),
    ]);
    return { programs, credentials, service };
  } catch (error) {
    await programs.stop();
    throw error;
  }
}
