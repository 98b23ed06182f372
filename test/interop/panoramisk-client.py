"""A client of panoramisk's against a manager interface; prints what it got as JSON. Usage: panoramisk-client.py PORT"""
import asyncio
import json
import sys

from panoramisk import Manager


async def main(port):
    manager = Manager(host='127.0.0.1', port=port, username='boss', secret='s3cret', ping_delay=1000)
    got = {'events': []}
    answered = asyncio.Event()

    @manager.register_event('*')
    def on_event(_manager, message):
        got['events'].append({'event': message.event, 'channel': message.channel, 'value': message.value})
        if message.event == 'OriginateResponse':
            got['originate'] = dict(message)
            answered.set()

    await manager.connect()
    got['ping'] = (await manager.send_action({'Action': 'Ping'})).ping
    command = await manager.send_command('database put fam key val')
    got['command'] = [command.response, command.output]
    bogus = await manager.send_action({'Action': 'Bogus'})
    got['bogus'] = [bogus.response, bogus.message]
    queued = await manager.send_action({
        'Action': 'Originate', 'Channel': 'Local/100@default', 'Application': 'NoOp', 'Data': 'hi',
        'Async': 'true', 'Variable': ['A=1', 'B=2'], 'CallerID': '"Bob" <123>',
    }, as_list=False)
    got['queued'] = [queued.response, queued.message]
    await asyncio.wait_for(answered.wait(), 10)
    hangup = []
    for message in await manager.send_action({'Action': 'Hangup', 'Channel': '/^nobody/'}, as_list=True):
        hangup.append(message.message or message.event)
    got['hangup'] = hangup
    await manager.send_action({'Action': 'UserEvent', 'UserEvent': 'Hello', 'Who': 'World'})
    await asyncio.sleep(0.2)
    manager.close()
    print(json.dumps(got))


asyncio.run(main(int(sys.argv[1])))
