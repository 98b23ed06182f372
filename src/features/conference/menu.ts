import type { DialplanTarget } from '../../channel/position.ts';

/** What a digit of a conference's menu does. */
export type MenuAction =
  | { readonly kind: 'playback'; readonly prompts: readonly string[]; readonly continues: boolean }
  | { readonly kind: 'volume'; readonly what: 'talk' | 'listen'; readonly by: -1 | 0 | 1 }
  | { readonly kind: 'dialplan'; readonly target: DialplanTarget }
  | {
      readonly kind:
        | 'toggle-mute'
        | 'toggle-mute-others'
        | 'toggle-lock'
        | 'kick-last'
        | 'leave'
        | 'count'
        | 'none'
        /** Pictures: accepted, and nothing happens. */
        | 'video';
    };

/** The digits of a menu and what they do. */
export interface Menu {
  readonly name: string;
  readonly entries: ReadonlyMap<string, readonly MenuAction[]>;
  /** As it stands in the file, for listings. */
  readonly lines: ReadonlyArray<readonly [digits: string, actions: string]>;
}

const SIMPLE: Readonly<Record<string, MenuAction>> = {
  toggle_mute: { kind: 'toggle-mute' },
  no_op: { kind: 'none' },
  increase_listening_volume: { kind: 'volume', what: 'listen', by: 1 },
  decrease_listening_volume: { kind: 'volume', what: 'listen', by: -1 },
  reset_listening_volume: { kind: 'volume', what: 'listen', by: 0 },
  increase_talking_volume: { kind: 'volume', what: 'talk', by: 1 },
  decrease_talking_volume: { kind: 'volume', what: 'talk', by: -1 },
  reset_talking_volume: { kind: 'volume', what: 'talk', by: 0 },
  leave_conference: { kind: 'leave' },
  admin_kick_last: { kind: 'kick-last' },
  admin_toggle_conference_lock: { kind: 'toggle-lock' },
  admin_toggle_mute_participants: { kind: 'toggle-mute-others' },
  participant_count: { kind: 'count' },
  set_as_single_video_src: { kind: 'video' },
  release_as_single_video_src: { kind: 'video' },
};

/** The names of all actions, for messages. */
export const actionNames: readonly string[] = [
  ...Object.keys(SIMPLE),
  'playback',
  'playback_and_continue',
  'dialplan_exec',
];

/** Actions of an administrator's alone. */
export function needsAdmin({ kind }: MenuAction): boolean {
  return kind === 'kick-last' || kind === 'toggle-lock' || kind === 'toggle-mute-others';
}

/** Reads `playback_and_continue(a&b),toggle_mute`. @returns what is wrong, as a text, where it cannot be read. */
export function parseActions(text: string): readonly MenuAction[] | string {
  const actions: MenuAction[] = [];
  for (const match of text.matchAll(/\s*(?<name>[\w-]+)\s*(?:\((?<argument>[^)]*)\))?\s*(?:,|$)|(?<rest>.+)/gy)) {
    const { name = '', argument = '', rest } = match.groups ?? {};
    if (rest !== undefined) return `'${rest.trim()}' is no action`;
    const action = actionOf(name, argument);
    if (typeof action === 'string') return action;
    actions.push(action);
  }
  return actions;
}

function actionOf(name: string, argument: string): MenuAction | string {
  switch (name) {
    case 'playback':
    case 'playback_and_continue':
      if (argument === '') return `${name} needs prompts: ${name}(prompt&prompt)`;
      return { kind: 'playback', prompts: argument.split('&'), continues: name !== 'playback' };
    case 'dialplan_exec': {
      const [context = '', exten = '', priority = ''] = argument.split(',').map((part) => part.trim());
      if (context === '' || exten === '' || !/^\d+$/.test(priority))
        return 'dialplan_exec needs a place: dialplan_exec(context,extension,priority)';
      return { kind: 'dialplan', target: { context, exten, priority: Number(priority) } };
    }
    default:
      return (Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined) ?? `'${name}' is no action`;
  }
}
