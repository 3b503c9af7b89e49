-- wrk: POST JSON-RPC requests with ids of their own; one line of JSON at the end.
local requests, turn = {}, 0

function init(args)
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    for i = 1, 1000 do
        requests[i] = wrk.format(nil, nil, nil, string.format(
            '{"jsonrpc":"2.0","id":%d,"method":"quote","params":{"symbol":"ACME","days":30,"currency":"EUR"}}', i))
    end
end

function request()
    turn = turn % 1000 + 1
    return requests[turn]
end

function done(summary, latency, requests)
    local e = summary.errors
    io.write(string.format('RESULT {"requests": %d, "seconds": %f, "errors": %d, "p50": %d, "p99": %d}\n',
        summary.requests, summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout,
        latency:percentile(50), latency:percentile(99)))
end
