# shellcheck shell=bash
# ./dev test: builds once, then runs the test projects one after the other (they measure time-outs and start
# processes of their own; side by side on two cores they only get in each other's way).

# A single test that takes longer than this is a hang; its test host is ended and the project counts as crashed.
hang_timeout=5m

help_test() {
    cat <<'HELP'
Usage: ./dev test [--check-format] [FILTER]

Restores and builds Orleans.sln and runs all its test projects. With Orleans from packages, the conformance tests
run a second time, on Orleans.Local. Failures are shown in full as they happen; the reasons of skipped tests and the
totals come at the end. The last line is "N passed, N failed[, N skipped]".
Exit code 1 when a test failed, a test project crashed, or no test ran.

  FILTER            run only the tests whose full name (namespace.class.method) contains this
  --check-format    first check the format of all sources, as .ci/run does

Examples:
  ./dev test
  ./dev test Architecture
  ./dev test Start_on_a_running_session
HELP
}

dev_test() {
    local filter='' format=0
    while [ $# -gt 0 ]; do
        case $1 in
            --check-format) format=1 ;;
            -*) usage_error "test does not know '$1'." ;;
            *)
                [ -z "$filter" ] || usage_error "test takes one filter."
                filter=$1
                ;;
        esac
        shift
    done

    : >"$scratch/results"
    local bad_format=0 built=0
    set_up
    if restore Orleans.sln; then
        if [ "$format" = 1 ]; then step "Checking the format" check_format || bad_format=1; fi
        if build Orleans.sln "$configuration"; then built=1; fi
    fi
    if [ "$built" = 1 ]; then
        run_test_projects "$filter"
        run_conformance_on_local "$filter"
    fi
    report_tests "$filter" "$bad_format"
}

# The test projects of the solution: by name, or because they say so (tests/Directory.Build.targets).
test_projects() {
    local project
    dotnet sln Orleans.sln list | tr '\\' '/' | grep -E '^(tests|bench)/.*\.csproj$' | sort | while IFS= read -r project; do
        case $project in
            *.Tests.csproj) say "$project" ;;
            *) if grep -q '<IsTestProject>true' "$project"; then say "$project"; fi ;;
        esac
    done
}

# run_test_projects FILTER: results in $scratch/results, one line a test: OUTCOME tab PROJECT tab TEST tab MESSAGE
run_test_projects() {
    local filter=$1 projects project count index=0
    projects=$(test_projects)
    count=$(printf '%s\n' "$projects" | grep -c . || true)
    # A while loop on a here-string, not a pipe: the children must belong to this shell.
    while IFS= read -r project; do
        [ -n "$project" ] || continue
        index=$((index + 1))
        run_test_project "$project" "$filter" "$index/$count" "$(basename "$project" .csproj)"
    done <<<"$projects"
}

conformance=tests/Orleans.Conformance.Tests/Orleans.Conformance.Tests.csproj

# run_conformance_on_local FILTER: Orleans.Local must do what Orleans does. After a run with Orleans' packages the same
# tests run with it, unless the filter left none.
run_conformance_on_local() {
    local name
    name=$(basename "$conformance" .csproj)
    if [ "$(current_mode)" = local ] || ! grep -q "	$name	" "$scratch/results"; then return; fi
    if OrleansFrom=local restore "$conformance" && OrleansFrom=local build "$conformance" "$configuration"; then
        OrleansFrom=local run_test_project "$conformance" "$1" again "$name on Orleans.Local"
    else
        record_crash "$name on Orleans.Local" "it could not be built"
    fi
}

# run_test_project PROJECT FILTER POSITION NAME
run_test_project() {
    local project=$1 filter=$2 name=$4 begun=$SECONDS code=0
    local dll trx=$scratch/$name.trx log=$scratch/$name.log
    dll=$(output "$project" "$configuration")
    say "${dim}[$3]$plain $name"
    if [ ! -f "$dll" ]; then
        record_crash "$name" "the build has not made $dll"
        return
    fi

    local arguments=(test "$dll" --logger "trx;LogFileName=$trx" --logger 'console;verbosity=minimal'
        --results-directory "$scratch" --blame-hang-timeout "$hang_timeout" --blame-hang-dump-type none)
    if [ -n "$filter" ]; then arguments+=(--filter "FullyQualifiedName~$filter"); fi

    start_logged "$log" dotnet "${arguments[@]}"
    show_failures_live "$log" "$started" "$name" || code=$?

    if [ ! -f "$trx" ]; then
        if [ "$code" = 0 ]; then
            say "  no test matches ($((SECONDS - begun)) s)"
        else
            record_crash "$name" "the test run ended with exit code $code and without results"
        fi
        return
    fi
    read_trx "$name" "$trx" >>"$scratch/results"
    # A non-zero exit without a failed test: the host crashed or hung after some tests had ended.
    if [ "$code" != 0 ] && ! grep -q "^Failed	$name	" "$scratch/results"; then
        record_crash "$name" "the test run ended with exit code $code though no test had failed: it crashed or hung"
    fi
    say "  $(count_of Passed "$name") passed, $(count_of Failed "$name") failed, $(count_of Skipped "$name") skipped ($((SECONDS - begun)) s)"
}

record_crash() {
    say "  ${red}$1: $2$plain"
    printf 'Failed\t%s\t%s\t%s\n' "$1" "(the whole project)" "$2" >>"$scratch/results"
}

# show_failures_live LOG PID NAME: follows the console logger, which prints each failure in full when it happens.
show_failures_live() {
    local log=$1 pid=$2 code=0
    # Ends by itself, after a last look: the details of a failure are often the last thing in the log.
    tail -n +1 --pid="$pid" -f "$log" 2>/dev/null > >(quiet_test_log) &
    local tail_pid=$!
    follow_until_done "$pid" "$3" || code=$?
    wait "$tail_pid" 2>/dev/null || true
    return "$code"
}

# Drops what is told better elsewhere: banners, skips (their reasons come at the end), the summary line.
quiet_test_log() {
    local line
    while IFS= read -r line; do
        case $line in
            '' | 'VSTest version'* | 'Starting test execution'* | 'A total of'* | 'Results File:'* | '[xUnit.net '* | '  Skipped '* | "Data collector 'Blame' message: All tests finished"*) ;;
            'Passed!'* | 'Failed!'* | 'Skipped!'* | *'No test matches the given testcase filter'*) ;;
            *) printf '  %s\n' "$line" ;;
        esac
    done
}

# read_trx NAME FILE: the results of a TRX file as lines of run_test_projects. Each result is an element on a line
# of its own; the reason of a skip stands in the <Message> that follows it.
read_trx() {
    awk -v project="$1" '
        function unescape(text) {
            gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text)
            gsub(/&apos;/, "\x27", text); gsub(/&#xA;/, " ", text); gsub(/&amp;/, "\\&", text)
            return text
        }
        function attribute(line, key,    rest) {
            if (!match(line, " " key "=\"[^\"]*\"")) return ""
            rest = substr(line, RSTART + length(key) + 3, RLENGTH - length(key) - 4)
            return unescape(rest)
        }
        function flush_result() {
            if (outcome == "") return
            if (outcome == "NotExecuted") kind = "Skipped"
            else if (outcome == "Passed") kind = "Passed"
            else kind = "Failed"
            printf "%s\t%s\t%s\t%s\n", kind, project, test, message
            outcome = ""
        }
        /<UnitTestResult / {
            flush_result()
            outcome = attribute($0, "outcome"); test = attribute($0, "testName"); message = ""; reading = 0; done = 0
        }
        /<Message>/ && outcome != "" && !done { reading = 1; sub(/.*<Message>/, "") }
        reading {
            line = $0
            if (sub(/<\/Message>.*/, "", line)) { reading = 0; done = 1 }
            gsub(/\t/, " ", line)
            message = message (message == "" ? "" : " ") unescape(line)
        }
        /<\/Results>/ { flush_result() }
    ' "$2"
}

# count_of KIND [PROJECT]
count_of() { grep -c "^$1	${2:+$2	}" "$scratch/results" || true; }

# report_tests FILTER BAD_FORMAT
report_tests() {
    local passed failed skipped
    passed=$(count_of Passed) failed=$(count_of Failed) skipped=$(count_of Skipped)
    if [ "$skipped" != 0 ]; then
        say
        say "${bold}Skipped$plain"
        grep '^Skipped' "$scratch/results" | awk -F '\t' '{ printf "  %s: %s\n", $3, ($4 == "" ? "no reason given" : $4) }'
    fi
    if [ "$failed" != 0 ]; then
        say
        say "${bold}Failed$plain (in full above)"
        grep '^Failed' "$scratch/results" | awk -F '\t' '{ printf "  %s: %s\n    %s\n", $2, $3, substr($4, 1, 300) }'
    fi
    say
    if [ "$2" = 1 ]; then say "${red}The format check failed. To repair it: dotnet format Orleans.sln$plain"; fi
    if [ $((passed + failed)) = 0 ]; then say "${red}No test ran${1:+ that matches '$1'}.$plain"; fi
    say "Took $SECONDS s in all"

    local line="$passed passed, $failed failed"
    if [ "$skipped" != 0 ]; then line="$line, $skipped skipped"; fi
    say "$line"
    [ "$failed" = 0 ] && [ "$passed" != 0 ] && [ "$2" = 0 ]
}
