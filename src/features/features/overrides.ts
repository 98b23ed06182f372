import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import type { BuiltinFeature, FeatureSettings, GeneralSettings } from './settings.ts';

/** What FEATURE() and FEATUREMAP() have set on one channel. */
interface Overrides {
  readonly general: Partial<Record<keyof GeneralSettings, string>>;
  readonly codes: Partial<Record<BuiltinFeature, string>>;
}

const ownKey = defineAttachment<Overrides>('feature-overrides');
const inheritedKey = defineAttachment<Overrides>('inherited-feature-overrides', { inherited: true });

const NONE: Overrides = { general: {}, codes: {} };
const overridesOf = ({ attachments }: Channel): Overrides =>
  attachments.get(ownKey) ?? attachments.get(inheritedKey) ?? NONE;

function store({ attachments }: Channel, overrides: Overrides): void {
  attachments.set(attachments.get(inheritedKey) ? inheritedKey : ownKey, overrides);
}

/** Whether channels that this one makes take over what was set on it. */
export function inheritsOverrides(channel: Channel): boolean {
  return channel.attachments.get(inheritedKey) !== undefined;
}

/** Says whether channels that this one makes take over what was set on it. */
export function setInheritance(channel: Channel, inherits: boolean): void {
  const overrides = overridesOf(channel);
  const [to, from] = inherits ? [inheritedKey, ownKey] : [ownKey, inheritedKey];
  channel.attachments.delete(from);
  channel.attachments.set(to, overrides);
}

/** Sets an option of `[general]` for one channel. */
export function overrideOption(channel: Channel, name: keyof GeneralSettings, value: string): void {
  const { general, codes } = overridesOf(channel);
  store(channel, { general: { ...general, [name]: value }, codes });
}

/** Sets a code for one channel. */
export function overrideCode(channel: Channel, feature: BuiltinFeature, code: string): void {
  const { general, codes } = overridesOf(channel);
  store(channel, { general, codes: { ...codes, [feature]: code } });
}

/** What holds for a channel: the file's settings, with what the dialplan has set on it. */
export function settingsOf(channel: Channel, settings: FeatureSettings): FeatureSettings {
  const overrides = overridesOf(channel);
  if (overrides === NONE) return settings;
  const { general, codes } = overrides;
  return {
    ...settings,
    general: { ...settings.general, ...typed(settings.general, general) },
    codes: { ...settings.codes, ...codes },
  };
}

function typed(like: GeneralSettings, texts: Overrides['general']): Partial<GeneralSettings> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const model = like[name as keyof GeneralSettings];
      if (typeof model === 'number') return [name, Number.parseFloat(text) || 0];
      if (typeof model === 'boolean') return [name, /^(yes|true|y|t|1|on)$/i.test(text)];
      return [name, text];
    }),
  );
}
