/** A slip of the pen in a path, a field, a body or an answer does not compile. Checked by `npm run check:types`. */
import { expect, test } from 'vitest';
import { createClient, rql } from '../../sdk/client/index.ts';

test('what the API does not have does not compile', () => {
  const client = createClient({ url: 'https://host.example', token: 'SU-1:x' });
  const requests = client.collection('requests');
  const right = [
    () => requests.filter(rql.eq('status', 'pending'), rql.in('asset.product.id', ['PRD-1'])).ordering('-created'),
    () => requests.post({ type: 'purchase', asset: { tiers: { customer: { name: 'x', contact_info: { city: 'Berlin' } } } } }),
    async () => (await requests.resource('PR-1').action('approve').post({ template_id: 'TL-1' })).asset?.params?.[0]?.value?.length,
    async () => (await client.call('GET /requests/{id}/render', { params: { id: 'PR-1' } })).toUpperCase(),
    () => client.collection('products').resource('PRD-1').collection('items').filter(rql.like('name', 'a*')),
    () => client.collection('devops/tasks').resource('TQ-1').action('replay').post(),
  ];
  const wrong = [
    // @ts-expect-error -- there is no such collection
    () => client.collection('request'),
    // @ts-expect-error -- nor such an action
    () => requests.resource('PR-1').action('aprove'),
    // @ts-expect-error -- orders are not deleted
    () => requests.resource('PR-1').delete(),
    // @ts-expect-error -- the list has no such filter
    () => requests.filter(rql.eq('state', 'pending')),
    // @ts-expect-error -- a condition inside another one is no different
    () => requests.filter(rql.and(rql.eq('status', 'pending'), rql.not(rql.eq('state', 'pending')))),
    // @ts-expect-error -- nor is it sorted by that
    () => requests.ordering('-nonsense'),
    // @ts-expect-error -- an order has a type
    () => requests.post({ asset: {} }),
    // @ts-expect-error -- the id is missing
    () => client.call('POST /requests/{id}/approve', { body: {} }),
    // @ts-expect-error -- and here it has another name
    () => client.call('GET /accounts/{id}/users/{uid}', { params: { id: 'PA-1', user: 'UR-1' } }),
    // @ts-expect-error -- an answer has known fields
    async () => (await requests.resource('PR-1').get()).state,
  ];
  expect([right.length, wrong.length]).toEqual([6, 10]);
});
