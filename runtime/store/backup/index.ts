export { copyPages, dropNote, identityOf, NoBackup, openTarget, readBackup, walkOf, writeNote, type BackupNote } from './file.ts';
export { copyFromPostgres, copyIntoPostgres } from './postgres.ts';
export { differences, type Walk } from './walk.ts';
