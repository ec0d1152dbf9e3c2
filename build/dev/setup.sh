# shellcheck shell=bash
# ./dev setup: finds out what this machine has, and writes it where the build reads it.

machine_props=$root/.machine.props
sdk_page=https://dotnet.microsoft.com/download/dotnet/10.0

help_setup() {
    cat <<'HELP'
Usage: ./dev setup [--force]

Looks at this machine and prints what it finds:
  - the .NET 10 SDK;
  - whether the package registry has Orleans' packages (otherwise Orleans.Local of this repository is used);
  - whether it is a limited registry, which lacks the newest SQLite packages;
  - what tests need beside .NET. As root on a machine with apt it installs what is missing, else it says how.
The answers about the registry are kept in .machine.props, which git ignores. The other commands do all this by
themselves; it takes a moment when nothing has changed.

  --force    ask the registry again, for instance after it gained packages

Examples:
  ./dev setup
  OrleansFrom=local ./dev setup     use Orleans.Local without asking the registry
HELP
}

dev_setup() {
    local force=0
    while [ $# -gt 0 ]; do
        case $1 in
            --force) force=1 ;;
            *) usage_error "setup does not know '$1'." ;;
        esac
        shift
    done
    set_up "$force" verbose
}

# set_up FORCE [verbose]
set_up() {
    local force=${1:-0} begun=$SECONDS stamp
    check_sdk
    stamp="$(machine_stamp)"
    if [ "$force" = 0 ] && [ -f "$machine_props" ] && grep -qF "stamp $stamp" "$machine_props"; then
        if [ "${2:-}" = verbose ]; then
            say ".NET SDK $sdk_version"
            say "Nothing has changed since the last setup (./dev setup --force asks the registry again)."
        fi
    else
        say "Setting up, .NET SDK $sdk_version"
        find_out_registry "$stamp"
        install_test_needs
        say "Set up in $((SECONDS - begun)) s"
    fi
    orleans_from=$(read_property OrleansFrom)
    if [ "${2:-}" = verbose ]; then
        say "Orleans comes from: $orleans_from"
        say "Limited registry: $(read_property LimitedRegistry)"
    fi
}

# --- the SDK --------------------------------------------------------------------------------------------------

check_sdk() {
    if ! command -v dotnet >/dev/null && [ -x "${DOTNET_ROOT:-$HOME/.dotnet}/dotnet" ]; then
        export DOTNET_ROOT="${DOTNET_ROOT:-$HOME/.dotnet}"
        export PATH="$DOTNET_ROOT:$PATH"
    fi
    command -v dotnet >/dev/null || fail "The .NET SDK is missing. Install the .NET 10 SDK: $sdk_page
Without root: curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
    # global.json decides which SDK serves; dotnet fails when none does.
    sdk_version=$(dotnet --version 2>/dev/null) || fail "No installed .NET SDK serves this repository: it needs 10.0.x. Found:
$(dotnet --list-sdks 2>/dev/null || true)
Install the .NET 10 SDK: $sdk_page
Without root: curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"
}

# --- the registry ---------------------------------------------------------------------------------------------

# Everything that the registry's answers depend on. Another value means: ask again.
machine_stamp() {
    {
        cat Directory.Packages.props Directory.Build.targets build/dev/setup.sh build/dev/probes/*
        cat nuget.config NuGet.Config "$HOME/.nuget/NuGet/NuGet.Config" 2>/dev/null || true
        printf '%s\n' "$sdk_version" "${OrleansFrom:-}" "${LimitedRegistry:-}" "${RestoreAdditionalProjectSources:-}" "${RestoreSources:-}"
        needs_of_tests
    } | cksum | tr ' ' '-'
}

read_property() { sed -n "s|.*<$1[^>]*>\(.*\)</$1>.*|\1|p" "$machine_props"; }

# find_out_registry STAMP
find_out_registry() {
    local limited=${LimitedRegistry:-} from=${OrleansFrom:-} begun=$SECONDS
    case $from in '' | packages | local) ;; *) fail "OrleansFrom is '$from'. It must be packages or local." ;; esac
    case $limited in '' | true | false) ;; *) fail "LimitedRegistry is '$limited'. It must be true or false." ;; esac

    if [ -n "$limited" ]; then
        say "  Limited registry: $limited (from the environment)"
    else
        if probe registry false; then limited=false; else limited=true; fi
        say "  Limited registry: $limited ($((SECONDS - begun)) s)"
    fi

    begun=$SECONDS
    if [ -n "$from" ]; then
        say "  Orleans comes from: $from (from the environment)"
    else
        if probe orleans "$limited"; then
            from=packages
            say "  Orleans comes from: packages ($((SECONDS - begun)) s)"
        else
            from=local
            say "  Orleans comes from: local, Orleans.Local of this repository ($((SECONDS - begun)) s). Not in the registry:"
            say "    $(missing_packages orleans)"
        fi
    fi
    write_machine_props "$1" "$from" "$limited"
}

# probe NAME LIMITED: a trial restore of build/dev/probes/NAME.proj. True when all of it restores, false when the
# registry lacks something. Ends the run when the registry could not be asked: that is no answer.
probe() {
    local name=$1
    local folder=$scratch/probe-$name
    local log=$scratch/probe-$name.log
    mkdir -p "$folder"
    cp "build/dev/probes/$name.proj" "$folder/$name.csproj"
    # Central versions are read before the project's own body, so what they depend on comes from the command line.
    start_logged "$log" dotnet restore "$folder/$name.csproj" -nodeReuse:false -p:WasiloRoot="$root/" \
        -p:DirectoryPackagesPropsPath="$root/Directory.Packages.props" -p:LimitedRegistry="$2"
    if follow_until_done "$started" "asking the package registry ($name)"; then return 0; fi
    # NU1101 no such package, NU1102 no such version, NU1103 only a pre-release, NU1603 another version was served.
    if grep -qE 'NU1301|NU1801' "$log" || ! grep -qE 'NU1101|NU1102|NU1103|NU1603' "$log"; then
        grep -E 'error|warn' "$log" | sed 's/^[^:]*: //' | sort -u | head -20 >&2 || true
        fail "The package registry could not be asked, so nothing is known about it (nothing was written).
Check the network and the sources that 'dotnet nuget list source' shows, then run ./dev setup again.
To go on without asking: OrleansFrom=packages|local LimitedRegistry=true|false ./dev setup"
    fi
    return 1
}

missing_packages() {
    sed -nE 's/.*NU110[123]: Unable to find (a stable )?package ([A-Za-z0-9_.]*[A-Za-z0-9_]).*/\2/p' "$scratch/probe-$1.log" | sort -u | paste -sd' ' -
}

# write_machine_props STAMP ORLEANS_FROM LIMITED
write_machine_props() {
    local file
    file=$(mktemp "$scratch/props.XXXXXX")
    cat >"$file" <<XML
<Project>
  <!-- Written by ./dev setup; an environment variable of the same name goes before it. stamp $1 -->
  <PropertyGroup>
    <OrleansFrom Condition="'\$(OrleansFrom)' == ''">$2</OrleansFrom>
    <LimitedRegistry Condition="'\$(LimitedRegistry)' == ''">$3</LimitedRegistry>
  </PropertyGroup>
</Project>
XML
    chmod 644 "$file"
    mv "$file" "$machine_props"
}

# --- what tests need beside .NET ------------------------------------------------------------------------------

needs_of_tests() {
    echo postgresql
    if [ -f tests/Interop/package.json ]; then echo nodejs; fi
    if grep -qs 'Microsoft.Playwright' tests/*/*.csproj; then echo chromium; fi
}

has_need() {
    case $1 in
        postgresql) find_postgres_programs >/dev/null ;;
        nodejs) command -v node >/dev/null ;;
        chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ;;
    esac
}

install_test_needs() {
    local need
    for need in $(needs_of_tests); do
        if has_need "$need"; then
            say "  $need: found"
        elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            if step "  $need: installing with apt" install_with_apt "$need" && has_need "$need"; then continue; fi
            warn "  $need: could not be installed. The tests that need it will say so and be skipped."
        else
            warn "  $need: missing. The tests that need it will say so and be skipped. On Debian or Ubuntu: sudo apt-get install $need"
        fi
    done
}

install_with_apt() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q
    if [ "$1" = postgresql ]; then
        # Only the programs are wanted, not the server that Debian would set up and start.
        apt-get install -qy --no-install-recommends postgresql-common
        sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    fi
    apt-get install -qy --no-install-recommends "$1"
}
