/** Accounts and their users. */
import { expect } from 'vitest';
import type { Json } from './client.ts';
import type { ClientWorld } from './world.ts';

export async function accounts({ operator, vendor, distributor, parties }: ClientWorld): Promise<void> {
  const made = await operator.accounts.create({ name: 'Short-lived', role: 'reseller', external_id: 'S-1' });
  await operator.accounts.update(made.id, { description: 'not for long' });
  expect(await operator.accounts.get(made.id)).toMatchObject({ name: 'Short-lived', role: 'reseller', external_id: 'S-1', description: 'not for long' });
  expect((await vendor.accounts.search()).map((one: Json) => one.id)).toEqual([parties.vendor.id]);
  await operator.accounts.delete(made.id);
  expect(await operator.accounts.search({ id: made.id })).toEqual([]);

  const users = vendor.accounts.users(parties.vendor.id);
  const eva = await users.create({ name: 'Eva', email: 'eva@acme.example' });
  await users.update(eva.id, { name: 'Eva Lang' });
  expect(await users.get(eva.id)).toMatchObject({ name: 'Eva Lang', email: 'eva@acme.example', active: false });
  expect((await users.search({ name: { $like: 'Eva' } })).map((one: Json) => one.id)).toEqual([eva.id]);
  await expect(distributor.accounts.users(parties.vendor.id).search()).rejects.toMatchObject({ status: 404 });
  // an invitation is revoked, then removed
  await users.delete(eva.id);
  await users.delete(eva.id);
  expect(await users.search({ id: eva.id })).toEqual([]);
}
