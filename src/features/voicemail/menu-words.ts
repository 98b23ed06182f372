import { folderPrompts } from './choose-folder.ts';

/** Where somebody is in a mailbox, as far as its menu depends on it. */
export interface MenuPlace {
  /** No message has been opened yet. */
  readonly starting: boolean;
  readonly folder: string;
  readonly hasMessages: boolean;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly isDeleted: boolean;
  readonly mayDelete: boolean;
}

/** What can be pressed now. @param full the longer menu, which * leads to. */
export function menuPrompts(place: MenuPlace, full: boolean): string[] {
  const listen = [full ? 'vm-onefor-full' : 'vm-onefor', ...folderPrompts(place.folder)];
  const rest = full ? 'vm-opts-full' : 'vm-opts';
  if (place.starting) return [...(place.hasMessages ? listen : []), rest, 'vm-helpexit'];
  return [
    ...(full ? [...listen, rest] : []),
    ...(place.hasPrevious ? ['vm-prev'] : []),
    ...(full ? [] : ['vm-advopts']),
    'vm-repeat',
    ...(place.hasNext ? ['vm-next'] : []),
    ...(place.mayDelete ? [place.isDeleted ? 'vm-undelete' : 'vm-delete'] : []),
    'vm-toforward',
    'vm-savemessage',
    'vm-helpexit',
  ];
}

/** The short help of *, before the longer menu. */
export function helpPrompts(folder: string): string[] {
  return ['vm-onefor', ...folderPrompts(folder), 'vm-opts'];
}

/** What can be pressed in the advanced options. */
export function advancedPrompts(can: {
  readonly message: boolean;
  readonly callBack: boolean;
  readonly dialOut: boolean;
  readonly send: boolean;
}): string[] {
  return [
    ...(can.message ? ['vm-toreply'] : []),
    ...(can.message && can.callBack ? ['vm-tocallback'] : []),
    ...(can.message ? ['vm-tohearenv'] : []),
    ...(can.dialOut ? ['vm-tomakecall'] : []),
    ...(can.send ? ['vm-leavemsg'] : []),
    'vm-starmain',
  ];
}
