export { badPackage, faultText, type Fault } from './faults.ts';
export { agreementFaults, readManifestYaml } from './manifest.ts';
export { codeFaults, makePackage, readPackage, type InspectBundle, type PackageFiles } from './package.ts';
export { droppedPowers, newPowers, permissionsDigest, permissionSentence, permissionsOf, type Level, type Permission } from './permissions.ts';
export { settingsFaults, withDefaults, type SettingsSchema } from './settings-schema.ts';
