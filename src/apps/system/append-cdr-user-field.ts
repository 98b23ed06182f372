import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** Appends to the user field of the call record, for dialplans of old. */
export const application = defineApplication({
  name: 'AppendCDRUserField',
  module: 'app_setcdruserfield',
  synopsis: 'Appends to the user field of the call record; today Set(CDR(userfield)=${CDR(userfield)}value)',
  description: ['Deviation: Asterisk has had no such application since 1.8; it is kept for dialplans that use it.'],
  arguments: { value: rest('the text', { required: true }) },
  examples: ['same => n,AppendCDRUserField(-retried)'],
  seeAlso: ['SetCDRUserField'],
  async run(call, { value }) {
    const dialplan = call.use(dialplanPort);
    await dialplan.assign(call, 'CDR(userfield)', (await dialplan.readFunction(call, 'CDR(userfield)')) + value);
    return undefined;
  },
});
