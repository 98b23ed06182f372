/** `exten@context/options` taken apart; the context is `default` where it is left out. Undefined for an empty extension. */
export function parseLocalResource(resource: string): { exten: string; context: string; options: string } | undefined {
  const slash = resource.lastIndexOf('/');
  const options = slash >= 0 && /^[a-z]*$/i.test(resource.slice(slash + 1)) ? resource.slice(slash + 1) : '';
  const target = options !== '' || resource.endsWith('/') ? resource.slice(0, slash) : resource;
  const at = target.indexOf('@');
  const exten = at < 0 ? target : target.slice(0, at);
  if (exten === '') return undefined;
  return { exten, context: at < 0 ? 'default' : target.slice(at + 1) || 'default', options };
}
