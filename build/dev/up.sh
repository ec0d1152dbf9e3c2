# shellcheck shell=bash
# ./dev up: Wasilo on this machine in one process, as a single box runs it.

help_up() {
    cat <<'HELP'
Usage: ./dev up [--port PORT]

Builds and starts Wasilo in one process: API and silo together, SQLite under ./data, no configuration.
Prints the addresses once it is ready, then its log. Ctrl-C stops it; ./data stays.

  --port PORT    where the API listens on 127.0.0.1 (the first free port from 8080 on)

Examples:
  ./dev up
  ./dev up --port 9000
  Wasilo__Node__Name=berlin ./dev up      any configuration key, as an environment variable
HELP
}

dev_up() {
    local wanted=''
    while [ $# -gt 0 ]; do
        case $1 in
            --port)
                wanted=${2:-}
                [[ $wanted =~ ^[0-9]+$ ]] || usage_error "--port needs a number."
                shift
                ;;
            *) usage_error "up does not know '$1'." ;;
        esac
        shift
    done

    build_hosts
    if [ -n "$wanted" ]; then
        port_is_free "$wanted" || fail "Port $wanted is taken. Choose another one with --port."
        port=$wanted
    else
        free_port "$first_api_port"
    fi
    mkdir -p data

    local url=http://127.0.0.1:$port code=0
    grace=10
    start_logged - dotnet exec "$(output Api/Api.csproj "$configuration")" --Urls="$url"
    local api=$started
    if ! wait_until 60 "$api" "$url/readyz" ready "$url"; then
        kill -0 "$api" 2>/dev/null && fail "The API was not ready after 60 s."
        wait "$api" 2>/dev/null || code=$?
        fail "The API $(exit_reason "$code") before it was ready; its log above says why."
    fi
    cat <<TABLE

${bold}Wasilo is up$plain
  API         $url
  Try it      $url/docs
  Nodes       $url/api/nodes
  Dashboard   $url/dashboard/orleans
  Data        $root/data
Ctrl-C stops it.

TABLE
    wait "$api" || code=$?
    warn "The API $(exit_reason "$code")."
    return "$code"
}

ready() { http_get "$1/readyz" >/dev/null; }
