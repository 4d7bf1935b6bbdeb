/** Loaded before a host: its settle no longer looks at the fence. For `npm run soak -- --sabotage no-fence` alone. */
import { registerHooks } from 'node:module';

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith('/runtime/dispatch/settle.ts')) return loaded;
    const source = String(loaded.source);
    const open = source.replace(/task\.fence\s*===\s*result\.fence/, 'true');
    if (open === source) throw new Error('settle.ts compares fences in other words now; without-fence.ts must follow');
    return { ...loaded, source: open };
  },
});
