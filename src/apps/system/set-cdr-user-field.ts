import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';

/** Sets the user field of the call record, for dialplans of old. */
export const application = defineApplication({
  name: 'SetCDRUserField',
  module: 'app_setcdruserfield',
  synopsis: 'Sets the user field of the call record; today Set(CDR(userfield)=value)',
  description: ['Deviation: Asterisk has had no such application since 1.8; it is kept for dialplans that use it.'],
  arguments: { value: rest('the text', { required: true }) },
  examples: ['same => n,SetCDRUserField(campaign-7)'],
  seeAlso: ['AppendCDRUserField'],
  async run(call, { value }) {
    await call.use(dialplanPort).assign(call, 'CDR(userfield)', value);
    return undefined;
  },
});
