/** System categories that every installation starts with (platform-api.md section 2). */

/** Families first, then what belongs to one. */
// prettier-ignore
export const CATEGORIES: readonly (readonly [id: string, name: string, parent?: string])[] = [
  ['CAT-00001', 'Cloud Services'], ['CAT-00002', 'Software'], ['CAT-00003', 'Devices'], ['CAT-00004', 'Professional Services'],
  ['CAT-00011', 'Backup and Recovery', 'CAT-00001'], ['CAT-00012', 'Communication', 'CAT-00001'], ['CAT-00013', 'Infrastructure', 'CAT-00001'],
  ['CAT-00014', 'Security', 'CAT-00001'], ['CAT-00021', 'Business Applications', 'CAT-00002'], ['CAT-00022', 'Productivity', 'CAT-00002'],
  ['CAT-00031', 'Computers', 'CAT-00003'], ['CAT-00032', 'Networking', 'CAT-00003'], ['CAT-00041', 'Consulting', 'CAT-00004'], ['CAT-00042', 'Training', 'CAT-00004'],
];
