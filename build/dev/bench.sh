# shellcheck shell=bash
# ./dev bench: finds a benchmark by name among the projects of bench/ and runs it.
# Such a project answers "list" with lines of "NAME  what it measures", and "NAME [--json]" by running it.

help_bench() {
    cat <<'HELP'
Usage: ./dev bench [NAME] [--json]

Builds the benchmarks in Release and runs one; without a name, lists them. Each row is the median of several runs
after a warm-up, with our figure, the peer's and the aim. The peer of connect and messages is Baileys, where Node.js is
at hand; where both are at hand, Orleans.Local is measured beside Orleans' packages.

  --json    also print the result as one JSON object, as the last line of standard output

Examples:
  ./dev bench
  ./dev bench grains
  ./dev bench grains --json | tail -n 1
  ./dev bench connect
  ./dev bench messages
HELP
}

dev_bench() {
    local name='' json=()
    while [ $# -gt 0 ]; do
        case $1 in
            --json) json=(--json) ;;
            -*) usage_error "bench does not know '$1'." ;;
            *)
                [ -z "$name" ] || usage_error "bench takes one name."
                name=$1
                ;;
        esac
        shift
    done

    # Standard output is the benchmark's own.
    set_up >&2
    local project dll list
    for project in bench/*/*.csproj; do
        # Others are libraries of the benchmarks.
        grep -qs '<OutputType>Exe' "$project" || continue
        build_bench "$project" >&2
        dll=$(output "$project" Release)
        list=$(dotnet exec "$dll" list)
        if [ -z "$name" ]; then
            say "$list"
        elif printf '%s\n' "$list" | grep -q "^$name\( \|$\)"; then
            run_bench "$project" "$dll" "$name" ${json[@]+"${json[@]}"}
            return
        fi
    done
    if [ -n "$name" ]; then fail "There is no benchmark '$name'. ./dev bench lists them."; fi
}

build_bench() {
    restore "$1"
    build "$1" Release
}

# run_bench PROJECT DLL NAME [--json]
run_bench() {
    local project=$1 dll=$2 code=0
    shift 2
    local arguments=("$@")
    if build_peer "$project"; then arguments+=(--peer "$peer_dll"); fi
    start_logged - dotnet exec "$dll" "${arguments[@]}"
    wait "$started" || code=$?
    return "$code"
}

# build_peer PROJECT: when this run measures Orleans.Local and Orleans' packages can be had, builds the same benchmark
# with them and sets $peer_dll.
build_peer() {
    [ "$(current_mode)" = local ] && grep -q '<UsesOrleans>' "$1" || return 1
    local log=$scratch/peer.log
    OrleansFrom=packages start_logged "$log" dotnet restore "$1" -v q -nodeReuse:false
    follow_until_done "$started" "looking for Orleans' packages" >&2 || return 1
    OrleansFrom=packages build "$1" Release >&2 || return 1
    peer_dll=$(OrleansFrom=packages output "$1" Release)
}
