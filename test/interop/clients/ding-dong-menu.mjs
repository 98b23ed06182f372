// A menu by the FastAGI server of the npm package ding-dong, until it is ended. Usage: ding-dong-menu.mjs PORT
import AgiServer from 'ding-dong';

async function menu(context) {
  const input = await context.onEvent('variables');
  const told = [`${input.agi_extension} ${input.agi_callerid} ${input.agi_calleridname} ${input.agi_arg_1}`];
  told.push(`answer ${(await context.answer()).result}`);
  told.push(`set ${(await context.setVariable('GREETING', 'hello world')).result}`);
  told.push(`get ${(await context.getVariable('GREETING')).value}`);
  told.push(`unset ${(await context.getVariable('NEVER_SET')).value ?? 'nothing'}`);
  const expression = ['$', '{EXTEN}-', '$', '{LEN(', '$', '{GREETING})}'].join('');
  told.push(`full ${(await context.getFullVariable(expression)).value}`);
  told.push(`stored ${(await context.databasePut('client', 'dingdong', 'value')).result}`);
  told.push(`read ${(await context.databaseGet('client', 'dingdong')).value}`);
  told.push(`stream ${(await context.streamFile('beep', ' ')).result.split(' ')[0]}`);
  told.push(`data ${(await context.getData('beep', 5000, 4)).result}`);
  told.push(`status ${(await context.channelStatus()).result}`);
  await context.exec('Set', 'FROM_EXEC=1');
  told.push(`exec ${(await context.getVariable('FROM_EXEC')).value}`);
  await context.setVariable('TOLD', told.join('|'));
  await context.hangup();
  await context.end();
}

const server = new AgiServer(menu).start(Number(process.argv[2]), '127.0.0.1');
server.on('listening', () => process.stdout.write('listening\n'));
