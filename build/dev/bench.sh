# shellcheck shell=bash
# ./dev bench: finds a benchmark by name among the projects of bench/ and runs it.
# Such a project answers "list" with lines of "NAME  what it measures", and "NAME [--json]" by running it. "list --of-orleans"
# are those that measure whichever Orleans is built in: with "--peer DLL" they put the figures of another build beside.

help_bench() {
    cat <<'HELP'
Usage: ./dev bench [NAME] [--json]

Builds the benchmarks in Release and runs one; without a name, lists them. Each row is the median of several runs
after a warm-up, with our figure, the peer's and the aim. The peer of connect and messages is Baileys, where Node.js is
at hand; the peer of grains, which measures Orleans.Local, is Orleans itself, where its packages are at hand.

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
    local project=$1 dll=$2 name=$3 code=0
    shift 2
    local arguments=("$@")
    if dotnet exec "$dll" list --of-orleans | grep -q "^$name\( \|$\)"; then
        OrleansFrom=local build_bench "$project" >&2
        dll=$(OrleansFrom=local output "$project" Release)
        if build_peer "$project"; then arguments+=(--peer "$(OrleansFrom=packages output "$project" Release)"); fi
    fi
    start_logged - dotnet exec "$dll" "${arguments[@]}"
    wait "$started" || code=$?
    return "$code"
}

# build_peer PROJECT: the same benchmark with Orleans' packages; false where they are not at hand.
build_peer() {
    local log=$scratch/peer.log
    OrleansFrom=packages start_logged "$log" dotnet restore "$1" -v q -nodeReuse:false
    follow_until_done "$started" "looking for Orleans' packages" >&2 || return 1
    OrleansFrom=packages build "$1" Release >&2
}
