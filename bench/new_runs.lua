-- For wrk: every request asks for a run that nobody has asked for, at the path given with twelve digits more.
local count = 0

function request()
  count = count + 1
  return wrk.format(nil, wrk.path .. string.format("%012x", count))
end
