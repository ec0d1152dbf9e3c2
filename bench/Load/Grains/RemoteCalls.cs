using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Wasilo.Load.Harness;
using Wasilo.Load.Processes;
using Wasilo.Storage;
using Wasilo.Storage.Schema;

namespace Wasilo.Load.Grains;

/// <summary>Calls from a client in this process to a silo in another one.</summary>
internal static class RemoteCalls
{
    public static async Task<IReadOnlyList<CallRun>> MeasureAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("wasilo-bench-");
        try
        {
            var connection = $"Data Source={Path.Combine(folder.FullName, "bench.db")}";
            await using (var database = Database.Parse(connection))
                await new SchemaMigrator(database, TimeProvider.System).MigrateAsync(cancellation);

            return await MeasureAsync(connection, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<CallRun>> MeasureAsync(string connection, CancellationToken cancellation)
    {
        var (siloPort, gatewayPort) = LocalPorts.PickTwoFree();
        await using var silo = ChildProcess.Start(
            ChildRoles.Silo, connection, siloPort.ToString(CultureInfo.InvariantCulture), gatewayPort.ToString(CultureInfo.InvariantCulture));
        await silo.ReadLineAsync(cancellation);

        using var client = BenchHosts.Client(connection);
        await client.StartAsync(cancellation);
        var runs = await CallLoad.MeasureAsync(EchoCallers.Of(client.Services.GetRequiredService<IGrainFactory>()), cancellation);
        await client.StopAsync(cancellation);
        return runs;
    }
}
