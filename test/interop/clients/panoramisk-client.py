"""What panoramisk gets from a manager interface, as JSON. Usage: panoramisk-client.py PORT"""
import asyncio
import json
import sys

from panoramisk import Manager


async def main(port):
    manager = Manager(host='127.0.0.1', port=port, username='boss', secret='s3cret', ping_delay=1000)
    got = {'events': []}
    over = asyncio.Event()
    greeted = asyncio.Event()
    ended = []

    @manager.register_event('*')
    def on_event(_manager, message):
        got['events'].append(dict(message))
        if message.userevent == 'Hello':
            greeted.set()
        if message.event == 'Hangup':
            ended.append(message.channel)
            if len(ended) == 2:
                over.set()

    async def send(action, as_list=False):
        return await asyncio.wait_for(manager.send_action(action, as_list=as_list), 10)

    await manager.connect()
    got['ping'] = (await send({'Action': 'Ping'})).ping
    got['put'] = (await send({'Action': 'DBPut', 'Family': 'client', 'Key': 'key', 'Val': 'a: b'})).message
    answers = await send({'Action': 'DBGet', 'Family': 'client', 'Key': 'key'}, as_list=True)
    got['get'] = next(one.val for one in answers if one.event == 'DBGetResponse')
    got['missing'] = (await send({'Action': 'DBGet', 'Family': 'client', 'Key': 'none'})).message
    got['bogus'] = (await send({'Action': 'bogus'})).message
    queued = await send({
        'Action': 'Originate', 'Channel': 'Local/called@default/n', 'Context': 'default', 'Exten': 'caller',
        'Priority': '1', 'Async': 'true', 'CallerID': '"Bob" <123>', 'Variable': ['A=1', 'B=2'],
    })
    got['queued'] = queued.message
    await asyncio.wait_for(over.wait(), 15)
    command = await asyncio.wait_for(manager.send_command('database put fam key val'), 10)
    got['command'] = [command.response, command.output]
    hangup = await send({'Action': 'Hangup', 'Channel': '/^nobody/'}, as_list=True)
    got['hangup'] = [message.message or message.event for message in hangup]
    await send({'Action': 'UserEvent', 'UserEvent': 'Hello', 'Who': 'World'})
    await asyncio.wait_for(greeted.wait(), 10)
    manager.close()
    print(json.dumps(got))


asyncio.run(main(int(sys.argv[1])))
