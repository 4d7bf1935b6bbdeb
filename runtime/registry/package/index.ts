export { badPackage, faultText, type Fault } from './faults.ts';
export { agreementFaults, readManifestYaml } from './manifest.ts';
export { codeFaults, makePackage, readPackage, type InspectBundle, type PackageFiles } from './package.ts';
export { droppedPowers, newPowers, permissionsDigest, permissionSentence, permissionsOf, type Level, type Permission } from './permissions.ts';
export type { SettingsSchema } from './schema-weight.ts';
export { settingsFaults, withDefaults } from './settings.ts';
