export { checkAnswers, FORM_PLACES, requireForm, type FormPlace } from './commands.ts';
export { formRoutes } from './routes.ts';
