/** /usage/files as data (platform-api.md section 20.1). */
import Type from 'typebox';
import { showOne, type CallRoute, type Route } from '../kit/index.ts';
import type { Context, UsageFileRow } from '../../store/index.ts';
import {
  acceptUsage,
  closeUsage,
  createUsageFile,
  deleteUsage,
  readContent,
  rejectUsage,
  reprocessUsage,
  submitUsage,
  updateUsageFile,
  uploadUsage,
  type NewUsageFile,
  type UsageFileInput,
} from './commands.ts';
import { usageFiles } from './fields.ts';
import { usageFileLifecycle, type UsageFileAction } from './lifecycle.ts';
import { readUpload, type Upload } from './upload.ts';

const maybe = Type.Optional;
const Ref = Type.Object({ id: Type.String() });
const description = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  period: Type.Object({ from: Type.String(), to: Type.String() }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  description: maybe(Type.String({ maxLength: 200 })),
  note: maybe(Type.String({ maxLength: 2000 })),
  external_id: maybe(Type.String({ maxLength: 255 })),
};
const Note = maybe(Type.String({ maxLength: 2000 }));
const NoteBody = Type.Object({ acceptance_note: Note, rejection_note: Note });
type Notes = { acceptance_note?: string; rejection_note?: string };

const rolesOf = (action: UsageFileAction) => [...new Set(usageFileLifecycle.transitions.filter((t) => t.on === action).flatMap((t) => [...t.by]))];

const action = (name: UsageFileAction, summary: string, run: (ctx: Context, id: string, notes: Notes) => Promise<UsageFileRow>): CallRoute => ({
  ...{
    kind: 'write',
    method: 'POST',
    path: `/usage/files/{id}/${name}`,
    operation: `${name}UsageFile`,
    tag: 'Usage',
    summary,
    roles: rolesOf(name),
    body: NoteBody,
  },
  async run(ctx, input) {
    const row = await run(ctx, input.params['id']!, (input.body ?? {}) as Notes);
    // a deleted one is no longer visible: what it became is still the answer
    return (await usageFiles.render(ctx, [row], 'one'))[0]!;
  },
});

// prettier-ignore
export const usageRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/usage/files', operation: 'listUsageFiles', tag: 'Usage', summary: 'Usage files', roles: 'everyone', collection: usageFiles },
  { kind: 'write', method: 'POST', path: '/usage/files', operation: 'createUsageFile', tag: 'Usage', summary: 'A new usage file', roles: ['vendor'], body: Type.Object({ ...description, product: Ref, contract: Ref }), status: 201,
    run: async (ctx, input) => showOne(ctx, usageFiles, (await createUsageFile(ctx, input.body as NewUsageFile)).id) },
  { kind: 'read', method: 'GET', path: '/usage/files/{id}', operation: 'getUsageFile', tag: 'Usage', summary: 'One usage file', roles: 'everyone', run: (ctx, input) => showOne(ctx, usageFiles, input.params['id']!) },
  { kind: 'write', method: 'PUT', path: '/usage/files/{id}', operation: 'updateUsageFile', tag: 'Usage', summary: 'Describe it anew, until it is submitted', roles: ['vendor'], body: Type.Partial(Type.Object(description)),
    async run(ctx, input) {
      await updateUsageFile(ctx, input.params['id']!, input.body as UsageFileInput);
      return showOne(ctx, usageFiles, input.params['id']!);
    } },
  { kind: 'write', method: 'POST', path: '/usage/files/{id}/upload', operation: 'uploadUsageFile', tag: 'Usage', summary: 'Its records: a form part `usage_file`, JSON or CSV', roles: rolesOf('upload'), raw: true, status: 201, prepare: readUpload,
    async run(ctx, input) {
      await uploadUsage(ctx, input.params['id']!, input.body as Upload);
      return showOne(ctx, usageFiles, input.params['id']!);
    } },
  { kind: 'read', method: 'GET', path: '/usage/files/{id}/content', operation: 'getUsageFileContent', tag: 'Usage', summary: 'What was uploaded', roles: 'everyone', type: 'application/octet-stream', run: async (ctx, input) => (await readContent(ctx, input.params['id']!)).text },
  action('reprocess', 'Read the stored sheet again', (ctx, id) => reprocessUsage(ctx, id)),
  action('submit', 'Send it to the distributor', (ctx, id) => submitUsage(ctx, id)),
  action('accept', 'Accept it', (ctx, id, notes) => acceptUsage(ctx, id, notes.acceptance_note)),
  action('reject', 'Reject it', (ctx, id, notes) => rejectUsage(ctx, id, notes.rejection_note)),
  action('close', 'Close it', (ctx, id) => closeUsage(ctx, id)),
  action('delete', 'Delete it', (ctx, id) => deleteUsage(ctx, id)),
];
