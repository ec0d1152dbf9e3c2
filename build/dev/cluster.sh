# shellcheck shell=bash
# ./dev cluster N: N silos and one API as separate processes against one database.

help_cluster() {
    cat <<'HELP'
Usage: ./dev cluster N [--postgres] [--keep]

Builds, creates a database, starts N silos (node-1 to node-N) and one API as separate processes, waits until all N
are ACTIVE, prints their addresses and follows their logs. Ctrl-C stops them all. A process that ends by itself is
reported, and the rest goes on: kill -9 a silo and watch the others take over.

  --postgres    on a private PostgreSQL server instead of a SQLite file
  --keep        keep the database and the logs (./data/cluster-...) when the cluster has stopped

Examples:
  ./dev cluster 3
  ./dev cluster 5 --postgres
  curl -s http://127.0.0.1:8080/api/nodes         the nodes, from another terminal
HELP
}

# Names, process ids and states of the silos and the API, index by index.
names=() pids=() states=()
api_url=''

dev_cluster() {
    local count='' postgres=0
    keep_cluster=0
    while [ $# -gt 0 ]; do
        case $1 in
            --postgres) postgres=1 ;;
            --keep) keep_cluster=1 ;;
            *)
                [[ -z $count && $1 =~ ^[1-9][0-9]?$ ]] || usage_error "cluster needs one number of silos, 1 to 99."
                count=$1
                ;;
        esac
        shift
    done
    [ -n "$count" ] || usage_error "cluster needs a number of silos, for instance 3."

    build_hosts
    cluster_folder=$root/data/cluster-$(date +%Y%m%d-%H%M%S)-$$
    mkdir -p "$cluster_folder"
    postgres_group='' postgres_folder=''
    exit_action=stop_cluster

    local connection="Data Source=$cluster_folder/wasilo.db"
    if [ "$postgres" = 1 ]; then
        start_postgres "$cluster_folder"
        connection=$postgres_connection
        # Silos that share a server must be given their master key. It goes with the cluster's folder.
        (umask 077 && head -c 32 /dev/urandom | base64 >"$cluster_folder/wasilo.key")
        export Wasilo__Storage__EncryptionKey=$cluster_folder/wasilo.key
    fi
    export Wasilo__Storage__ConnectionString=$connection Wasilo__Cluster__Mode=cluster
    local silo api
    silo=$(output Silo/Silo.csproj "$configuration")
    api=$(output Api/Api.csproj "$configuration")

    step "Installing the schema" dotnet exec "$silo" migrate
    start_silos "$count" "$silo"
    start_api "$api"
    wait_for_cluster "$count"
    print_cluster
    follow_cluster
}

# start_silos COUNT DLL
start_silos() {
    local number name silo_port
    for ((number = 1; number <= $1; number++)); do
        name=node-$number
        free_port "$first_silo_port"
        silo_port=$port
        free_port "$first_gateway_port"
        start_node "$name" "$2" "Wasilo__Cluster__SiloPort=$silo_port" "Wasilo__Cluster__GatewayPort=$port"
        silo_ports+=("$silo_port")
        gateway_ports+=("$port")
    done
}

silo_ports=() gateway_ports=()

start_api() {
    free_port "$first_api_port"
    api_url=http://127.0.0.1:$port
    start_node api "$1" Wasilo__Urls="$api_url"
}

# start_node NAME DLL SETTING...: each SETTING as KEY=VALUE
start_node() {
    local name=$1 dll=$2
    shift 2
    start_logged "$cluster_folder/$name.log" env "Wasilo__Node__Name=$name" "$@" dotnet exec "$dll"
    names+=("$name")
    pids+=("$started")
    states+=(running)
}

# wait_for_cluster COUNT
wait_for_cluster() {
    local begun=$SECONDS shown=-1
    while :; do
        active_nodes
        if [ "$active" -ge "$1" ]; then break; fi
        if [ "$active" != "$shown" ]; then
            say "  $active of $1 nodes are ACTIVE"
            shown=$active
        fi
        notice_ends || { show_log_of_ended; fail "The cluster did not start."; }
        [ $((SECONDS - begun)) -lt 90 ] || { tail -n 20 "$cluster_folder"/*.log; fail "After 90 s $active of $1 nodes are ACTIVE; the ends of the logs are above."; }
        sleep 0.5
    done 2>/dev/null
    say "All $1 nodes are ACTIVE after $((SECONDS - begun)) s"
}

# Sets $active to the number of nodes that /api/nodes lists as ACTIVE.
active_nodes() {
    local nodes
    nodes=$(http_get "$api_url/api/nodes" || true)
    # grep finds nothing and says so, which is no failure.
    active=$({ grep -oiE '"status" *: *"active"' <<<"$nodes" || true; } | wc -l | tr -d ' ')
}

print_cluster() {
    local index
    say
    printf '%s%-8s %8s  %-10s %-10s %s%s\n' "$bold" NAME PID SILO GATEWAY ADDRESS "$plain"
    for index in "${!names[@]}"; do
        if [ "${names[$index]}" = api ]; then
            printf '%-8s %8s  %-10s %-10s %s\n' api "${pids[$index]}" - - "$api_url"
        else
            printf '%-8s %8s  %-10s %-10s\n' "${names[$index]}" "${pids[$index]}" "${silo_ports[$index]}" "${gateway_ports[$index]}"
        fi
    done
    cat <<TABLE

  Nodes       $api_url/api/nodes
  Dashboard   $api_url/dashboard/orleans
  Logs        $cluster_folder/*.log
  Try         kill -9 ${pids[0]}
Ctrl-C stops all.

TABLE
}

follow_cluster() {
    local index
    for index in "${!names[@]}"; do
        follow "${names[$index]}" "$cluster_folder/${names[$index]}.log" "${hues[$((index % ${#hues[@]}))]}"
    done
    while :; do
        notice_ends || true
        case " ${states[*]} " in *' running '*) ;; *) fail "Every process of the cluster has ended." ;; esac
        sleep 0.5
    done 2>/dev/null
}

# Reports processes that have ended since the last look; false when there was one.
notice_ends() {
    local index code result=0
    for index in "${!pids[@]}"; do
        [ "${states[$index]}" = running ] || continue
        kill -0 "${pids[$index]}" 2>/dev/null && continue
        code=0
        wait "${pids[$index]}" 2>/dev/null || code=$?
        states[index]=ended
        ended=${names[$index]}
        result=1
        warn "${names[$index]} (pid ${pids[$index]}) $(exit_reason "$code")."
    done
    return "$result"
}

show_log_of_ended() { tail -n 40 "$cluster_folder/$ended.log" >&4 || true; }

# Hosts first and all at once, then the database that they write to until the end.
stop_cluster() {
    if [ ${#pids[@]} -gt 0 ]; then
        say
        say "Stopping ..."
        grace=10 stop_groups TERM "${pids[@]}"
    fi
    # SIGINT asks PostgreSQL for its fast shutdown; SIGTERM would wait for clients to leave.
    if [ -n "$postgres_group" ]; then grace=5 stop_groups INT "$postgres_group"; fi
    if [ "$keep_cluster" = 1 ]; then
        say "Kept: $cluster_folder"
    else
        rm -rf "$cluster_folder"
        case $postgres_folder in /tmp/wasilo-postgres.*) rm -rf "$postgres_folder" ;; esac
    fi
}
