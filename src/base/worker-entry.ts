/**
 * The file that a worker thread starts with: `name` beside the module that asks, with that module's own extension. A checkout
 * runs `.ts`, a build `.js`, and a build rewrites no URLs.
 * @param moduleUrl `import.meta.url` of the module that asks.
 * @param name without extension, for example `media-worker`.
 */
export function workerEntry(moduleUrl: string, name: string): URL {
  return new URL(`./${name}${moduleUrl.split('?')[0]?.endsWith('.ts') ? '.ts' : '.js'}`, moduleUrl);
}
