export { createInstallation, equip, setSecret, type Equipment, type NewInstallation } from './installations.ts';
export { deleteValue, getValue, listKeys, setValue } from './key-values.ts';
export { findBundle, findVersion, registerPackage, type PackageFiles } from './packages.ts';
export { permissionsDigest, permissionsOf, type Permission } from './permissions.ts';
export { authenticateRunner, createRunnerToken, type RunnerIdentity } from './runner-tokens.ts';
