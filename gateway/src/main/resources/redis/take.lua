-- Takes a request out of every window, or out of none; the same arithmetic as Quota. Whole numbers below 2^53 only.
-- KEYS[1]     the flag that blocks the caller
-- KEYS[2...]  one for each window
-- ARGV[1]     what the request weighs; 0 only looks
-- ARGV[2...]  requests and length in microseconds, for each window
-- Answers 1 or 0 (admitted or not) and each window's debt; or -1, the milliseconds that the block lasts, and the block.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local weight = tonumber(ARGV[1])
local stored = redis.call('MGET', unpack(KEYS))
if stored[1] then
  return {-1, math.max(1, redis.call('PTTL', KEYS[1])), stored[1]}
end

local answer = {1}
for i = 2, #KEYS do
  local requests, micros = tonumber(ARGV[i * 2 - 2]), tonumber(ARGV[i * 2 - 1])
  local debt = 0
  if stored[i] then
    local owed, at, of = string.match(stored[i], '^(%d+) (%d+) ?(%d*)$')
    -- Of other limits as much is used up as of those before, as a part of the whole.
    owed = math.ceil(tonumber(owed) * (requests / (tonumber(of) or requests)))
    -- A clock that was set back stands still here, instead of holding everybody up until it has caught up.
    local elapsed = math.max(0, now - tonumber(at))
    if elapsed < micros then
      debt = math.max(0, owed - elapsed * requests)
      debt = math.min(debt, requests * micros)
    end
  end
  if debt + math.min(weight, requests) * micros > requests * micros then
    answer[1] = 0
  end
  answer[i] = debt
end

if answer[1] == 1 and weight > 0 then
  for i = 2, #KEYS do
    local requests, micros = tonumber(ARGV[i * 2 - 2]), tonumber(ARGV[i * 2 - 1])
    answer[i] = answer[i] + math.min(weight, requests) * micros
    -- Forgotten when it is paid back: then it says nothing any more.
    local ttl = math.ceil(answer[i] / requests / 1000) + 1
    redis.call('SET', KEYS[i], string.format('%.0f %.0f %.0f', answer[i], now, requests), 'PX', ttl)
  end
end
return answer
