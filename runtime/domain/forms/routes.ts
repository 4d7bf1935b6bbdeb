/** /forms as data (platform-api.md section 6.3). */
import Type from 'typebox';
import { showOne, type Route } from '../kit/index.ts';
import { createForm, deleteForm, findFormVersion, FORM_PLACES, forms, formVersions, updateForm, type FormInput } from './commands.ts';

const FormBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  type: Type.Optional(Type.Enum([...FORM_PLACES])),
  schema: Type.Object({}),
});
const common = { tag: 'Agreements', roles: 'everyone' } as const;
const owner = { tag: 'Agreements', roles: ['distributor'] } as const;

// prettier-ignore
export const formRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: '/forms', operation: 'listForms', summary: 'Own forms, and those asked of you', collection: forms },
  { ...owner, kind: 'write', method: 'POST', path: '/forms', operation: 'createForm', summary: 'A form for agreements', body: FormBody, status: 201,
    run: async (ctx, input) => showOne(ctx, forms, (await createForm(ctx, input.body as Parameters<typeof createForm>[1])).id) },
  { ...common, kind: 'read', method: 'GET', path: '/forms/{id}', operation: 'getForm', summary: 'One form', run: (ctx, input) => showOne(ctx, forms, input.params['id']!) },
  { ...owner, kind: 'write', method: 'PUT', path: '/forms/{id}', operation: 'updateForm', summary: 'A new version of it', body: Type.Partial(FormBody),
    async run(ctx, input) {
      await updateForm(ctx, input.params['id']!, input.body as FormInput);
      return showOne(ctx, forms, input.params['id']!);
    } },
  { ...owner, kind: 'write', method: 'DELETE', path: '/forms/{id}', operation: 'deleteForm', summary: 'Remove one that no agreement uses', status: 204, run: (ctx, input) => deleteForm(ctx, input.params['id']!) },
  { ...common, kind: 'list', method: 'GET', path: '/forms/{id}/versions', operation: 'listFormVersions', summary: 'The form as it was', collection: formVersions,
    below: { parent: forms, column: 'form_id' } },
  { ...common, kind: 'read', method: 'GET', path: '/forms/{id}/versions/{version}', operation: 'getFormVersion', summary: 'One version',
    run: async (ctx, input) => (await formVersions.render(ctx, [await findFormVersion(ctx, input.params['id']!, input.params['version']!)], 'one'))[0] },
];
