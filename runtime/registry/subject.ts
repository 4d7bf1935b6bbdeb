/** Installations as dispatch sees them, so that an extension can be told of its own installing and uninstalling. */
import { showMany, type Subject } from '../domain/kit/index.ts';
import { installations } from './collections.ts';

export const installationSubject: Subject = {
  objectClass: 'installation',
  // pausing is the admin's business: towards the extension it is still installed
  status(object) {
    const { status } = object as { status: string };
    return status === 'paused' ? 'installed' : status;
  },
  read: (ctx, ids) => showMany(ctx, installations, ids, 'list'),
  decisions: {},
};
