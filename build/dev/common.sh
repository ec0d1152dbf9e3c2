# shellcheck shell=bash
# What every command stands on: messages, timed steps, and children that never outlive the script.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Build servers would stay behind after the script has ended.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

configuration=${Configuration:-Debug}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/wasilo-dev.XXXXXX")

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' yellow=$'\e[33m' plain=$'\e[0m'
    hues=($'\e[36m' $'\e[32m' $'\e[35m' $'\e[33m' $'\e[34m' $'\e[31m')
else
    bold='' dim='' red='' yellow='' plain=''
    hues=('')
fi

# Standard error under another number: some loops silence their own, in which bash announces killed children.
exec 4>&2

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$yellow$*$plain" >&4; }
fail() {
    printf '%s\n' "${red}$*${plain}" >&4
    exit 1
}
usage_error() {
    printf '%s\n' "${red}$*${plain} Try: ./dev help" >&4
    exit 2
}

# --- children -------------------------------------------------------------------------------------------------

# Leaders of the process groups that this run has started. A group is signalled as a whole, so that what a child
# starts (MSBuild's nodes, test hosts, spawned silos) ends with it.
groups=()
# How long stop_groups waits between the polite signal and SIGKILL.
grace=5

# start_logged FILE COMMAND...: starts COMMAND in a process group of its own, output to FILE (or to this script's
# own output with FILE -). Its pid, which is also its group, is in $started.
start_logged() {
    local file=$1
    shift
    # Job control gives a background command its own process group, and leaves SIGINT on for it.
    set -m
    if [ "$file" = - ]; then
        "$@" </dev/null &
    else
        "$@" </dev/null >>"$file" 2>&1 &
    fi
    started=$!
    set +m
    groups+=("$started")
}

group_alive() { kill -0 -- "-$1" 2>/dev/null; }

# stop_groups SIGNAL GROUP...: asks, waits up to $grace seconds, then kills.
stop_groups() {
    local signal=$1 group alive waited=0
    shift
    for group in "$@"; do kill "-$signal" -- "-$group" 2>/dev/null || true; done
    while [ "$waited" -lt $((grace * 10)) ]; do
        alive=0
        for group in "$@"; do if group_alive "$group"; then alive=1; fi; done
        [ "$alive" = 0 ] && break
        sleep 0.1
        waited=$((waited + 1))
    done
    for group in "$@"; do kill -KILL -- "-$group" 2>/dev/null || true; done
    for group in "$@"; do wait "$group" 2>/dev/null || true; done
}

# The function of a command that has more to stop or remove than process groups.
exit_action=true

clean_up() {
    local code=$?
    trap '' INT TERM HUP
    trap - EXIT
    set +e
    "$exit_action"
    if [ ${#groups[@]} -gt 0 ]; then stop_groups TERM "${groups[@]}"; fi
    rm -rf "$scratch"
    exit "$code"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# --- steps ----------------------------------------------------------------------------------------------------

# follow_until_done PID TITLE: waits for PID, saying every 15 s that TITLE is still under way.
follow_until_done() {
    local pid=$1 title=$2 begun=$SECONDS next=15
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.1
        if [ $((SECONDS - begun)) -ge "$next" ]; then
            say "${dim}  ... $title, $((SECONDS - begun)) s so far$plain"
            next=$((next + 15))
        fi
    done
    local code=0
    wait "$pid" 2>/dev/null || code=$?
    # What the command left running in its group (a compiler server) goes with it.
    if group_alive "$pid"; then grace=1 stop_groups TERM "$pid"; fi
    return "$code"
}

# step TITLE COMMAND...: one line with the time it took; the command's output only when it fails.
step() {
    local title=$1 log begun=$SECONDS code=0
    shift
    log=$(mktemp "$scratch/step.XXXXXX")
    start_logged "$log" "$@"
    follow_until_done "$started" "$title" || code=$?
    if [ "$code" = 0 ]; then
        say "$title: done in $((SECONDS - begun)) s"
    else
        cat "$log"
        say "${red}$title: failed after $((SECONDS - begun)) s$plain"
    fi
    return "$code"
}
