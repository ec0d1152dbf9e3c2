using Microsoft.Extensions.Hosting;
using Wasilo.Silo.Configuration;
using Wasilo.Storage;
using Wasilo.Storage.Schema;
using Wasilo.Storage.Secrets;

namespace Wasilo.Silo;

/// <summary>Seals all stored secrets with the current master key: <c>Silo rotate-keys</c>.</summary>
internal static class RotateKeysCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        ConsoleCancelEventHandler stop = (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };
        Console.CancelKeyPress += stop;
        try
        {
            return await RotateAsync(args, cancellation.Token);
        }
        catch (Exception problem) when (problem is StorageException or Startup.StartupException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. What was done is done; run it again for the rest.");
            return 130;
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }

    private static async Task<int> RotateAsync(string[] args, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddWasiloConfiguration(args);
        var settings = new SettingsReader(builder.Configuration);
        await using var database = StorageSettings.Read(settings);
        var keys = StorageSettings.ReadKeys(settings, database);
        await new SchemaMigrator(database, TimeProvider.System).EnsureInstalledAsync(cancellation);
        await Console.Out.WriteLineAsync($"{database.Description}: sealing all secrets with master key {keys.Current.Name}");
        var report = await new KeyRotation(database, keys).RunAsync(new Lines(), cancellation);
        await Console.Out.WriteLineAsync(
            $"{report.Resealed} secrets were sealed anew. Former keys are needed no more once no node uses them as its current one.");
        if (report.Problem is null)
            return 0;

        await Console.Error.WriteLineAsync(
            $"{report.Unreadable} secrets can't be read and were left as they are. The first: {report.Problem}");
        return 1;
    }

    /// <summary>A line each second or so, and each time a table is done.</summary>
    private sealed class Lines : IProgress<RotationProgress>
    {
        private const long Interval = 1000;

        private RotationProgress? _shown;
        private long _shownAt;

        public void Report(RotationProgress value)
        {
            if (_shown?.Table == value.Table && Environment.TickCount64 - _shownAt < Interval)
                return;
            (_shown, _shownAt) = (value, Environment.TickCount64);
            Console.Out.WriteLine($"{value.Table}: {value.Done} of {value.Total}");
        }
    }
}
