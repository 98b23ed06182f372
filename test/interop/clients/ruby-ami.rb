# What RubyAMI gets from a manager interface, as JSON. Usage: ruby-ami.rb PORT
require 'json'
require 'logger'
require 'ruby_ami'

logger = Logger.new(File::NULL)
logger.define_singleton_method(:trace) { |*| nil }
Celluloid.logger = logger

got = { events: [] }
booted = Queue.new
ended = Queue.new
heard = lambda do |event|
  next unless event.is_a?(RubyAMI::Event)
  got[:events] << { Event: event.name }.merge(event.headers)
  booted << event if event.name == 'FullyBooted'
  ended << event if event.name == 'Hangup'
end

stream = RubyAMI::Stream.new('127.0.0.1', ARGV[0].to_i, 'boss', 's3cret', heard, logger, 10)
stream.async.run
Timeout.timeout(30) do
  booted.pop
  # RubyAMI hands an error on to its caller as a value where it is told to.
  send = ->(name, headers = {}) { stream.send_action(name, headers, ->(_error) {}) }
  got[:ping] = send.('Ping')['Ping']
  got[:put] = send.('DBPut', 'Family' => 'client', 'Key' => 'key', 'Val' => 'a: b')['Message']
  answer = send.('DBGet', 'Family' => 'client', 'Key' => 'key')
  got[:get] = answer.events.first['Val']
  got[:missing] = send.('DBGet', 'Family' => 'client', 'Key' => 'none').message
  got[:bogus] = send.('bogus').message
  got[:queued] = send.('Originate',
                       'Channel' => 'Local/called@default/n', 'Context' => 'default', 'Exten' => 'caller',
                       'Priority' => 1, 'Async' => 'true', 'CallerID' => '"Bob" <123>', 'Variable' => 'A=1,B=2')['Message']
  2.times { ended.pop }
end
puts JSON.generate(got)
$stdout.flush
exit!(true)
