export { createProduct } from './commands.ts';
export { products } from './fields.ts';
export { createItem } from './items.ts';
export { itemLifecycle, productLifecycle } from './lifecycle.ts';
export { createParameter } from './parameters.ts';
export { readDefinition, requireProduct, type Capabilities, type Constraints, type Definition } from './queries.ts';
export { productRoutes } from './routes.ts';
export { productSubject } from './subject.ts';
export { createTemplate } from './templates.ts';
