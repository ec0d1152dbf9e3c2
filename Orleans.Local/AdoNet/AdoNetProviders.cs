using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Local.AdoNet;

/// <summary>Finds ADO.NET drivers by the names that Orleans gives them. Their packages are the application's business.</summary>
internal static class AdoNetProviders
{
    private static readonly ConcurrentDictionary<string, DbProviderFactory> Loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="OrleansConfigurationException">There is no such driver in this application.</exception>
    public static DbProviderFactory Get(string invariant) => Loaded.GetOrAdd(invariant, Load);

    private static DbProviderFactory Load(string invariant) => invariant.ToUpperInvariant() switch
    {
        "NPGSQL" => Load(invariant, "Npgsql", "Npgsql.NpgsqlFactory"),

        // Orleans too loads Microsoft's driver under the name of the other one.
        "SYSTEM.DATA.SQLITE" or "MICROSOFT.DATA.SQLITE" => Load(invariant, "Microsoft.Data.Sqlite", "Microsoft.Data.Sqlite.SqliteFactory"),
        _ when DbProviderFactories.TryGetFactory(invariant, out var factory) => factory,
        _ => throw new OrleansConfigurationException(
            $"The ADO.NET provider '{invariant}' is not known. Use Npgsql or System.Data.SQLite, " +
            "or register it with DbProviderFactories.RegisterFactory."),
    };

    private static DbProviderFactory Load(string invariant, string assembly, string type)
    {
        try
        {
            var factory = Assembly.Load(new AssemblyName(assembly)).GetType(type, throwOnError: true)!;
            return factory.GetField("Instance")?.GetValue(null) as DbProviderFactory
                ?? throw new TypeLoadException($"{type} has no field Instance with a DbProviderFactory.");
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException)
        {
            throw new OrleansConfigurationException(
                $"The ADO.NET provider '{invariant}' is not part of this application. Reference the package {assembly}.", exception);
        }
    }
}
