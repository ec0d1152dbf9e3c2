# shellcheck shell=bash
# Restoring, building and checking the format, for all commands alike.

# restore PROJECT_OR_SOLUTION
restore() { step "Restoring $1" dotnet restore "$1" -v q -nodeReuse:false; }

# build PROJECT_OR_SOLUTION CONFIGURATION
build() {
    # A compiler server of this run alone: it shares nothing with other builds on the machine and ends with this one.
    step "Building $1 ($2, Orleans from $(current_mode))" \
        dotnet build "$1" --no-restore -c "$2" -v q -clp:NoSummary -nodeReuse:false -p:SharedCompilationId="wasilo-dev-$$"
}

current_mode() { say "${OrleansFrom:-$orleans_from}"; }

# output PROJECT CONFIGURATION: the built assembly of a project of this repository (Directory.Build.props has the rule).
output() {
    local name=${1##*/} pivot
    name=${name%.csproj}
    pivot=$(printf '%s' "$2" | tr '[:upper:]' '[:lower:]')
    say "$root/artifacts/$(current_mode)/bin/$name/$pivot/Wasilo.$name.dll"
}

# Whitespace, and the code style that .editorconfig makes a warning. Analyzers already ran in the build.
check_format() {
    dotnet format whitespace Orleans.sln --verify-no-changes --no-restore -v q &&
        dotnet format style Orleans.sln --verify-no-changes --no-restore --severity warn -v q
}
