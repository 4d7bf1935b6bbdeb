/** Rows of what belongs to a product besides its definition, and of reference lists. JSON columns are text. */

/** A version: the product as it was then. Its items, parameters and so on are parts of the same version. */
export interface ProductVersionRow {
  /** `PRD-NNN-NNN-NNN/V`. */
  id: string;
  product_id: string;
  version: number;
  is_public: number;
  is_staging: number;
  changes_description: string;
  published_at: string | null;
  /** JSON of the name, descriptions and settings. */
  data: string;
  events: string;
  created_at: string;
  updated_at: string;
}

/** Something small that a product has: version 0 is the master and can be edited, others are snapshots that never change. */
export interface ProductPartRow {
  /** The object's id in the master, else that of its version with kind and object. */
  id: string;
  product_id: string;
  version: number;
  kind: string;
  object_id: string;
  position: number;
  /** 1: for those who sell the product too. */
  shared: number;
  /** JSON: what was given (master), or the object as the API showed it (snapshot). */
  data: string;
  created_at: string;
  updated_at: string;
}

export interface ProductFileRow {
  id: string;
  product_id: string;
  media_type: string;
  /** Base64. */
  content: string;
  created_at: string;
}

export interface UnitRow {
  id: string;
  account_id: string;
  name: string;
  description: string;
  /** reservation | ppu. */
  type: string;
  unit: string;
  created_at: string;
}

export interface CategoryRow {
  id: string;
  name: string;
  parent_id: string | null;
}

export interface CatalogueTables {
  product_version: ProductVersionRow;
  product_part: ProductPartRow;
  product_file: ProductFileRow;
  unit: UnitRow;
  category: CategoryRow;
}
