# shellcheck shell=bash
# ./dev demo: Wasilo and a simulated WhatsApp, step by step, with explanations and timings.

help_demo() {
    cat <<'HELP'
Usage: ./dev demo [--exit] [--port PORT]

Builds Wasilo, starts it in one process on a folder of its own beside a simulated WhatsApp with phones, and shows what it
is for, step by step: a session is created and started, its QR code is drawn, a phone scans it, texts go out and come in,
signed webhooks tell of them, and the session outlives kill -9. No phone, account or network is needed. Then it goes on until Ctrl-C, which leaves nothing behind.

  --exit         stop after the last step: exit code 0 only if each succeeded
  --port PORT    where the API listens on 127.0.0.1 (the first free port from 8080 on)

Example:
  ./dev demo --exit | tail -n 1      demo: N steps passed
HELP
}

dev_demo() {
    local wanted='' exits=()
    while [ $# -gt 0 ]; do
        case $1 in
            --exit) exits=(--exit) ;;
            --port)
                wanted=${2:-}
                [[ $wanted =~ ^[0-9]+$ ]] || usage_error "--port needs a number."
                shift
                ;;
            *) usage_error "demo does not know '$1'." ;;
        esac
        shift
    done

    build_hosts
    restore docs/demo/Demo.csproj
    build docs/demo/Demo.csproj "$configuration"
    if [ -n "$wanted" ]; then
        port_is_free "$wanted" || fail "Port $wanted is taken. Choose another one with --port."
        port=$wanted
    else
        free_port "$first_api_port"
    fi
    demo_folder=$root/data/demo-$(date +%Y%m%d-%H%M%S)-$$
    mkdir -p "$demo_folder"
    exit_action=remove_demo
    grace=20

    local code=0
    start_logged - dotnet exec "$(output docs/demo/Demo.csproj "$configuration")" \
        --api "$(output Api/Api.csproj "$configuration")" --folder "$demo_folder" --port "$port" ${exits[@]+"${exits[@]}"}
    wait "$started" || code=$?
    # The log of a failure stays.
    if [ "$code" != 0 ]; then exit_action=true; fi
    return "$code"
}

remove_demo() {
    if [ ${#groups[@]} -gt 0 ]; then stop_groups TERM "${groups[@]}"; fi
    groups=()
    rm -rf "$demo_folder"
}
