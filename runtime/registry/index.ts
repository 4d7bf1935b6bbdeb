export { createInstallation, equipAll, setSecret, type Equipment, type NewInstallation } from './installations.ts';
export { deleteValue, getValue, listKeys, setValue } from './key-values.ts';
export { findBundle, findVersion, registerPackage } from './packages.ts';
export { readPackage, permissionsDigest, permissionsOf, type InspectBundle, type PackageFiles, type Permission } from './package/index.ts';
export { install, type InstallInput } from './commands.ts';
export { extensions, installations } from './collections.ts';
export { registryRoutes } from './routes.ts';
export { authenticateRunner, createRunnerToken, type RunnerIdentity } from './runner-tokens.ts';
export { installationSubject } from './subject.ts';
