using Wasilo.Storage;
using Wasilo.Storage.Schema;

namespace Wasilo.Silo.Startup;

/// <summary>
/// The database answers and has the schema. SQLite gets it here: its file belongs to this machine alone. A server's
/// schema is changed by <c>Silo migrate</c> only, when its operator says so.
/// </summary>
internal sealed class DatabaseCheck(Database database, SchemaMigrator schema) : IStartupCheck
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            if (database.Kind == DatabaseKind.Sqlite)
                await schema.MigrateAsync(cancellation);
            else
                await schema.EnsureInstalledAsync(cancellation);
        }
        catch (StorageException problem)
        {
            throw new StartupException(problem.Message, problem);
        }
    }
}
