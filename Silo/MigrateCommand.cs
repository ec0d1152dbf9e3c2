using Microsoft.Extensions.Hosting;
using Wasilo.Silo.Configuration;
using Wasilo.Storage;
using Wasilo.Storage.Schema;

namespace Wasilo.Silo;

/// <summary>Installs or upgrades the database's schema: <c>Silo migrate</c>.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder();
            builder.AddWasiloConfiguration(args);
            await using var database = StorageSettings.Read(new SettingsReader(builder.Configuration));
            var report = await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(CancellationToken.None);
            await Console.Out.WriteLineAsync(report.ToString());
            return 0;
        }
        catch (Exception problem) when (problem is StorageException or Startup.StartupException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }
}
