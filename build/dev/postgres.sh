# shellcheck shell=bash
# A private PostgreSQL server: its own folder, password and free port on the loopback address; gone when the script ends.

# Prints the folder that holds initdb and postgres.
find_postgres_programs() {
    local folder newest=''
    if command -v initdb >/dev/null && command -v postgres >/dev/null; then
        dirname "$(command -v postgres)"
        return
    fi
    # Debian keeps them out of PATH, one folder a version.
    for folder in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin; do
        if [ -x "$folder/initdb" ]; then newest=$folder; fi
    done
    [ -n "$newest" ] && say "$newest"
}

# PostgreSQL's programs refuse to run as root: root runs them as this user instead.
postgres_user() {
    if [ "$(id -u)" != 0 ]; then
        id -un
    elif id postgres >/dev/null 2>&1; then
        say postgres
    else
        say nobody
    fi
}

as_postgres_user() {
    if [ "$(id -u)" = 0 ]; then runuser -u "$(postgres_user)" -- "$@"; else "$@"; fi
}

# start_postgres FOLDER: sets $postgres_group, and $postgres_connection to a connection string for .NET.
start_postgres() {
    local programs folder=$1/postgres log=$1/postgres.log password
    programs=$(find_postgres_programs) || fail "PostgreSQL's server programs are missing. On Debian or Ubuntu: sudo apt-get install postgresql"
    mkdir -p "$folder"
    if [ "$(id -u)" = 0 ]; then
        chown "$(postgres_user)" "$folder"
        if ! as_postgres_user test -w "$folder"; then
            # The way to the repository is closed to that user (a checkout under /root, for instance).
            rmdir "$folder"
            folder=$(mktemp -d /tmp/wasilo-postgres.XXXXXX)
            chown "$(postgres_user)" "$folder"
        fi
    fi
    postgres_folder=$folder
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s\n' "$password" >"$scratch/password"
    chmod 711 "$scratch"
    if [ "$(id -u)" = 0 ]; then chown "$(postgres_user)" "$scratch/password"; fi
    chmod 400 "$scratch/password"

    # The server is thrown away with its data, so that nothing is gained by waiting for the disk.
    step "Creating a PostgreSQL server" as_postgres_user "$programs/initdb" -D "$folder" -U wasilo -A scram-sha-256 \
        --pwfile="$scratch/password" -E UTF8 --locale=C --no-sync
    free_port 15432
    start_logged "$log" as_postgres_user "$programs/postgres" -D "$folder" -c "port=$port" -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= -c max_connections=300 -c fsync=off
    postgres_group=$started
    postgres_connection="Host=127.0.0.1;Port=$port;Username=wasilo;Password=$password;Database=postgres"
    if ! wait_until 30 "$postgres_group" PostgreSQL postgres_is_ready "$folder"; then
        cat "$log"
        fail "PostgreSQL did not start; its log is above."
    fi
    say "PostgreSQL listens on 127.0.0.1:$port"
}

# The server writes its state into its pid file, for its own tools to read.
postgres_is_ready() { grep -qs '^ready' "$1/postmaster.pid"; }
