export { productRoutes } from './routes.ts';
export { createItem, createParameter, createProduct, createTemplate } from './commands.ts';
export { readDefinition, type Capabilities, type Constraints, type Definition } from './queries.ts';
