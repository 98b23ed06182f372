import { exceptionKey } from '../../channel/exception.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** What led the call to the extension e. */
export const dialplanFunction = defineFunction({
  name: 'EXCEPTION',
  module: 'pbx',
  synopsis: 'What led the call to the extension e',
  description: [
    'The reason is INVALID, ERROR, RESPONSETIMEOUT, ABSOLUTETIMEOUT, or the word given to RaiseException().',
  ],
  arguments: { field: rest('reason, context, exten or priority') },
  read(context, { field }) {
    const exception = context.call?.channel.attachments.get(exceptionKey);
    if (!exception) return '';
    switch (field.toLowerCase()) {
      case 'reason':
        return exception.reason;
      case 'context':
        return exception.context;
      case 'exten':
        return exception.exten;
      case 'priority':
        return String(exception.priority);
      default:
        return '';
    }
  },
});
