"""A menu by panoramisk's FastAGI server, until it is ended. Usage: panoramisk-menu.py PORT"""
import asyncio
import sys

from panoramisk import fast_agi


async def menu(request):
    async def ask(command):
        return (await request.send_command(command)).get('result', ('nothing', ''))

    headers = request.headers
    told = ['%s %s %s %s' % tuple(headers['agi_' + key] for key in ('extension', 'callerid', 'calleridname', 'arg_1'))]
    told.append('answer ' + (await ask('ANSWER'))[0])
    told.append('set ' + (await ask('SET VARIABLE GREETING "hello world"'))[0])
    told.append('get ' + (await ask('GET VARIABLE GREETING'))[1])
    told.append('unset ' + ((await ask('GET VARIABLE NEVER_SET'))[1] or 'nothing'))
    told.append('full ' + (await ask('GET FULL VARIABLE ${EXTEN}-${LEN(${GREETING})}'))[1])
    told.append('stored ' + (await ask('DATABASE PUT client panoramisk value'))[0])
    told.append('read ' + (await ask('DATABASE GET client panoramisk'))[1])
    told.append('stream ' + (await ask('STREAM FILE beep ""'))[0])
    told.append('data ' + (await ask('GET DATA beep 5000 4'))[0])
    told.append('status ' + (await ask('CHANNEL STATUS'))[0])
    await ask('EXEC Set FROM_EXEC=1')
    told.append('exec ' + (await ask('GET VARIABLE FROM_EXEC'))[1])
    await ask('SET VARIABLE TOLD "%s"' % '|'.join(told))
    await ask('HANGUP')


async def main(port):
    application = fast_agi.Application()
    application.add_route('menu', menu)
    server = await asyncio.start_server(application.handler, '127.0.0.1', port)
    print('listening', flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main(int(sys.argv[1])))
