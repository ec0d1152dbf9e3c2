#!/usr/bin/env bash
# From nothing to WORKING in each of the four dialects, with curl alone. The phone is the Simulator's.
#
#   docs/four-dialects.sh API_URL API_KEY SIMULATOR_URL
#
# API_URL        where Api listens, as http://127.0.0.1:8080; it must run against the Simulator (docs/simulator.md)
# API_KEY        the key that Api prints at its first start, or one of `Api account create`
# SIMULATOR_URL  the Simulator's control API, as http://127.0.0.1:8090
#
# It needs curl and jq. The sessions that it makes are deleted at the end.
set -euo pipefail

api=${1:?API_URL} key=${2:?API_KEY} simulator=${3:?SIMULATOR_URL}
number=$((15550100000 + RANDOM))

title() { printf '\n== %s\n' "$*"; }
call() { curl --silent --show-error --fail-with-body "$@"; }

# A phone scans what is in the QR code.
scan() {
    number=$((number + 1))
    call "$simulator/phones" --json "{\"number\":\"$number\",\"name\":\"Phone\"}" >/dev/null
    jq --null-input --arg qr "$1" '{qr: $qr}' | call "$simulator/phones/$number/scan" --json @- >/dev/null
    echo "   phone $number scanned the code"
}

# Asks until the answer of "$@" is working, or WORKING.
until_working() {
    local status=''
    for _ in $(seq 100); do
        status=$("$@")
        [ "${status^^}" = WORKING ] && echo "   $status" && return
        sleep 0.2
    done
    echo "The session is $status still." >&2
    return 1
}

title 'Wawp, version 2: the id and the key are parameters'
id=$(call -X POST "$api/v2/session/create?access_token=$key" | jq -r .instance_id)
echo "   instance $id"
call "$api/v2/session/start" --json "{\"instance_id\":\"$id\",\"access_token\":\"$key\"}" | jq -c '{name, status}'
scan "$(call "$api/v2/auth/qr?instance_id=$id&access_token=$key" | jq -r .data | base64 --decode | jq -r .value)"
v2_status() { call "$api/v2/session/info?instance_id=$id&access_token=$key" | jq -r .status; }
until_working v2_status
call -X DELETE "$api/v2/session/delete?instance_id=$id&access_token=$key" | jq -c .

title 'Wawp, version 1: everything is in the query'
v1="$api/wp-json/awp/v1"
id=$(call -X POST "$v1/createSession?name=shop-$number&access_token=$key" | jq -r .instance_id)
echo "   instance $id"
call -X POST "$v1/session/start?instance_id=$id&access_token=$key" | jq -c '{name, status, engine}'
scan "$(call "$v1/getQr?format=raw&instance_id=$id&access_token=$key" | jq -r .value)"
v1_status() { call "$v1/session/info?instance_id=$id&access_token=$key" | jq -r .status; }
until_working v1_status
call -X DELETE "$v1/session/delete?instance_id=$id&access_token=$key" | jq -c .

title 'Wappfy: start makes the session too; the key is in the header apikey'
name=shop-wappfy-$number
call -H "apikey: $key" "$api/api/sessions/$name/start" --json '{"config":{"log":{"level":"INFO"}}}' | jq -c '{success, message, session, status}'
scan "$(call -H "apikey: $key" "$api/api/$name/auth/qr" | jq -r .value)"
wappfy_status() { call -H "apikey: $key" "$api/api/sessions/$name" | jq -r .status; }
until_working wappfy_status
call -H "apikey: $key" -X DELETE "$api/api/sessions/$name" | jq -c .

title 'Gateway: verbs after a colon; start is for sessions that were paired before'
id=$(call -H "Authorization: Bearer $key" "$api/api/v1/sessions" --json '{"label":"Shop"}' | jq -r .id)
echo "   session $id"
scan "$(call -H "Authorization: Bearer $key" "$api/api/v1/sessions/$id/qr" | jq -r .code)" # asking for the code starts pairing
gateway_status() { call -H "Authorization: Bearer $key" "$api/api/v1/sessions/$id" | jq -r .status; }
until_working gateway_status
call -H "Authorization: Bearer $key" -X POST "$api/api/v1/sessions/$id:stop" | jq -c '{id, status}'
call -H "Authorization: Bearer $key" -X POST "$api/api/v1/sessions/$id:start" | jq -c '{id, status}'
until_working gateway_status
call -H "Authorization: Bearer $key" -X DELETE "$api/api/v1/sessions/$id"

title 'And WAHA, whose contract Wappfy follows: create starts'
name=shop-waha-$number
call -H "X-Api-Key: $key" "$api/api/sessions" --json "{\"name\":\"$name\"}" | jq -c '{name, status}'
scan "$(call -H "X-Api-Key: $key" "$api/api/$name/auth/qr?format=raw" | jq -r .value)"
waha_status() { call -H "X-Api-Key: $key" "$api/api/sessions/$name" | jq -r .status; }
until_working waha_status
call -H "X-Api-Key: $key" -X DELETE "$api/api/sessions/$name"
