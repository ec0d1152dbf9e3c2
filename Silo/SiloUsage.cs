namespace Wasilo.Silo;

internal static class SiloUsage
{
    public const string Text =
        """
        A node of Wasilo: runs sessions in a cluster of processes that share a database.

        Usage:
          Silo [run] [--Key=value ...]      run a node until it is asked to stop (SIGTERM, Ctrl-C)
          Silo migrate [--Key=value ...]    install or upgrade the database's schema
          Silo rotate-keys [--Key=value ...]
                                            seal all stored secrets with the current master key, while nodes run.
                                            Give every node the new key first: as a former key, then as the current
                                            one. What can't be read is counted and left; it may be run again
          Silo --help                       this text

        Settings come from appsettings.json, then the environment (Wasilo__Node__Name=...), then the command line
        (--Node:Name=...); the last one counts.
          Storage:ConnectionString    Data Source=FILE for SQLite, Host=... for PostgreSQL (Data Source=data/wasilo.db)
          Storage:EncryptionKey       master key of stored secrets, 32 bytes in base64, or a file with one a line, the
                                      current one first (wasilo.key beside SQLite's file, made at the first start)
          Storage:FormerEncryptionKeys  keys that still open what was sealed with them, as a,b,c (none)
          WhatsApp:Endpoint           another server, for demos and tests (WhatsApp's own)
          WhatsApp:RootKey            whose signature its certificates need, in hexadecimal (WhatsApp's own)
          WhatsApp:Version            which version of the web client sessions claim to be (the engine's)
          Cluster:Id                  only nodes and APIs of one id find each other (wasilo)
          Cluster:AdvertisedAddress   the address or host name that others reach this node at (found out)
          Cluster:SiloPort            for other nodes; 0 takes any free one (11111)
          Cluster:GatewayPort         for APIs; 0 takes any free one (30000)
          Cluster:DeadAfterSeconds    how long a node must be silent to be declared dead (10)
          Node:Name                   unique in the cluster (the host's name)
          Node:Region                 one of Node:Regions (local)
          Node:Regions                the regions there are, as a,b,c (local)
          Node:Capacity               sessions that the node is meant to carry (by memory)
          Node:HealthPort             where to answer /healthz and /readyz; 0 means nowhere (0)

        """;
}
