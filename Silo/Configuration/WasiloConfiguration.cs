using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Wasilo.Silo.Configuration;

/// <summary>Where settings come from, and how the log looks.</summary>
public static class WasiloConfiguration
{
    /// <summary>
    /// Settings from, the later the stronger: <paramref name="defaults"/>, <c>appsettings.json</c>, environment
    /// (<c>Wasilo__Node__Name</c>), command line (<c>--Node:Name=...</c>). The log goes to the console, a line an entry.
    /// </summary>
    public static void AddWasiloConfiguration(
        this IHostApplicationBuilder builder, string[] args, params IEnumerable<KeyValuePair<string, string?>> defaults)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = [.. LogLevels, .. defaults] });
        builder.Configuration.AddEnvironmentVariables("Wasilo__");
        builder.Configuration.AddCommandLine(args);

        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
    }

    /// <summary>Orleans and ASP.NET Core narrate at Information; what operators must see comes as a warning.</summary>
    private static readonly KeyValuePair<string, string?>[] LogLevels =
    [
        new("Logging:LogLevel:Default", nameof(LogLevel.Information)),
        new("Logging:LogLevel:Microsoft", nameof(LogLevel.Warning)),
        new("Logging:LogLevel:Orleans", nameof(LogLevel.Warning)),
        new("Logging:LogLevel:Polly", nameof(LogLevel.Warning)),
        new("Logging:LogLevel:System", nameof(LogLevel.Warning)),
        // Several lines a second while there is no silo, which is said once elsewhere.
        new("Logging:LogLevel:Orleans.Messaging", nameof(LogLevel.Error)),
        // Takes the time since the machine started for a delay, once in each process.
        new("Logging:LogLevel:Orleans.Runtime.Watchdog", nameof(LogLevel.Error)),
    ];
}
