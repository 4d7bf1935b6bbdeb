import { expect, test } from 'vitest';
import { reply, simulate } from '../../sdk/testing/index.ts';
import extension from '../../templates/fulfill/src/index.ts';

for (const mode of ['process', 'sandbox'] as const)
  test(`walk ${mode}`, async () => {
    const t0 = performance.now();
    await using sim = await simulate(extension, {
      mode,
      project: 'templates/fulfill',
      settings: { serviceUrl: 'https://api.example' },
      hosts: { 'api.example': { 'POST /tenants': reply(201, { id: 'T-1', url: 'https://t-1.example' }), 'DELETE /tenants/:id': reply(204) } },
    });
    console.log(mode, 'open', performance.now() - t0);
    const order = await sim.order.purchase({ quantity: 5 });
    order.assertStatus('approved');
    expect(order.params).toMatchObject({ url: 'https://t-1.example' });
    expect(sim.calls('POST', '/tenants')).toMatchObject([{ body: { seats: '5' } }]);
    const t1 = performance.now();
    const cancel = await sim.order.cancel(order);
    cancel.assertStatus('approved');
    expect(cancel.subscription.status).toBe('terminated');
    console.log(mode, 'cancel', performance.now() - t1, await sim.logs());
  });
