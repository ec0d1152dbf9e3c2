namespace Wasilo.Architecture.Tests.Rules;

/// <summary>Who may know whom. A new project needs a row here: deciding it is part of adding it.</summary>
internal static class Layers
{
    private static readonly string[] Sql = ["Npgsql", "Microsoft.Data.Sqlite", "SQLitePCLRaw", "Dapper"];
    private static readonly string[] HttpServer = ["Microsoft.AspNetCore"];

    public static readonly IReadOnlyList<Layer> All =
    [
        // The engine is a library of its own: anything may use it, it uses nothing.
        new("WhatsApp", [], "", [.. Sql, .. HttpServer]),

        new("Grains.Abstractions", [], "Contracts", [.. Sql, .. HttpServer]),

        // Implements the engine's store interfaces.
        new("Storage", ["WhatsApp"], "", HttpServer),

        // Grains decide; what they decide reaches the database through Storage.
        new("Grains", ["Grains.Abstractions", "Storage", "WhatsApp"], "Grains", [.. Sql, .. HttpServer]),

        // Looks into a connection string to see whether the database is on this machine; queries are Storage's.
        new("Silo", ["Grains", "Grains.Abstractions", "Storage", "WhatsApp"], "Host", [.. Sql.Except(["Npgsql"])]),

        // Silo for its composition alone; grains and storage stay out of sight.
        new("Api", ["Grains.Abstractions", "Silo"], "Host", Sql),

        // The engine's codec, cryptography and messages, from the other side of the wire.
        new("Simulator", ["WhatsApp"], "", Sql),

        new("Orleans.Local", [], "", []),

        // Shows Wasilo from outside, over HTTP: of all of it, only the simulated WhatsApp beside it is in its process.
        new("Demo", ["Simulator", "WhatsApp"], "", Sql),
    ];

    /// <summary>The namespaces of Silo that its composition consists of.</summary>
    public static readonly IReadOnlyList<string> SiloForApi = ["Wasilo.Silo", "Wasilo.Silo.Configuration", "Wasilo.Silo.Startup"];
}
