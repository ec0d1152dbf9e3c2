# shellcheck shell=bash
# Starting the hosts and talking to them: ports, HTTP, followed logs.

# The Api's port unless it is taken, and where the search for silo and gateway ports begins (Orleans' own defaults).
first_api_port=8080
first_silo_port=11111
first_gateway_port=30000

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port FROM: the first free loopback port at or above FROM. Sets $port, which is never handed out twice.
handed_out=' '
free_port() {
    port=$1
    until case $handed_out in *" $port "*) false ;; *) port_is_free "$port" ;; esac; do
        port=$((port + 1))
        [ "$port" -lt $(($1 + 1000)) ] || fail "No free port on 127.0.0.1 between $1 and $port."
    done
    handed_out="$handed_out$port "
}

need_curl() { command -v curl >/dev/null || fail "curl is missing; it is used to see when a host is ready. On Debian or Ubuntu: sudo apt-get install curl"; }

# http_get URL: the body, and true, for a 2xx answer.
http_get() { curl --silent --fail --noproxy '*' --max-time 5 "$1" 2>/dev/null; }

# wait_until DEADLINE_SECONDS PID NAME COMMAND...: until COMMAND is true. False when the time is up or PID has ended.
wait_until() {
    local deadline=$((SECONDS + $1)) pid=$2 name=$3 next=$((SECONDS + 10))
    shift 3
    until "$@"; do
        kill -0 "$pid" 2>/dev/null || return 1
        [ "$SECONDS" -lt "$deadline" ] || return 1
        if [ "$SECONDS" -ge "$next" ]; then
            say "${dim}  ... waiting for $name$plain"
            next=$((SECONDS + 10))
        fi
        sleep 0.2
    done
}

# follow NAME FILE HUE: prints what is written to FILE, each line after "NAME | ".
follow() {
    start_logged - prefixed "$@"
}

prefixed() {
    local line
    tail -n +1 -f "$2" 2>/dev/null | while IFS= read -r line; do printf '%s%-8s|%s %s\n' "$3" "$1" "$plain" "$line"; done
}

build_hosts() {
    set_up
    need_curl
    # Api refers to Silo: one build makes both executables.
    restore Api/Api.csproj
    build Api/Api.csproj "$configuration"
}

# exit_reason CODE, for people
exit_reason() {
    case $1 in
        137) say "was killed (SIGKILL)" ;;
        143) say "ended (SIGTERM)" ;;
        139) say "crashed (SIGSEGV)" ;;
        134) say "crashed (SIGABRT)" ;;
        *) say "ended with exit code $1" ;;
    esac
}
