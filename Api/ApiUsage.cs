namespace Wasilo.Api;

internal static class ApiUsage
{
    public const string Text =
        """
        Wasilo's HTTP API: a whole box in one process, or the front end of a cluster.

        Usage:
          Api [--Key=value ...]    run until asked to stop (SIGTERM, Ctrl-C)
          Api account create --name NAME [--max-sessions N] | list | change ID
          Api key create --account ID --name NAME --scopes read,send | list --account ID | revoke --account ID KEY
          Api node list | drain NAME | undrain NAME
                                   for operators: asks an API at --url with an admin key (--key or WASILO_KEY) or,
                                   with --Cluster:Mode=cluster and a node's settings, the cluster itself
          Api --help               this text

        Settings come from appsettings.json, then the environment (Wasilo__Cluster__Mode=...), then the command line
        (--Cluster:Mode=...); the last one counts. None is needed.
          Urls                        where to listen (http://127.0.0.1:8080)
          Cluster:Mode                single: runs the node itself; cluster: asks the nodes that `Silo` runs (single)
          Cluster:Id                  only nodes and APIs of one id find each other (wasilo)
          Storage:ConnectionString    Data Source=FILE for SQLite, Host=... for PostgreSQL (Data Source=data/wasilo.db)
          PublicUrl                   how others reach this API, for links to pages (as the request was addressed)
          Limits:RequestsPerMinute    how often each key may ask; 0 for any number (0)
          Telemetry:OtlpEndpoint      collector of traces and metrics, as http://127.0.0.1:4317 (none)
          Jwt:Jwks                    file or address of the keys of Gateway's tokens; RS256, ES256, EdDSA (none)
          Jwt:Issuer, Jwt:Audience    what tokens must say of themselves (anything)
          Jwt:OrgClaim, Jwt:RoleClaim where tokens name the account and the role (org, role)
          Shutdown:DrainSeconds       how long /readyz says no before requests are refused (1)
        With Cluster:Mode=single also the node's own settings; `Silo --help` lists them.

        """;
}
