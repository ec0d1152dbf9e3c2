using System.Globalization;
using System.Text.Json;
using Wasilo.Load.Connect;
using Wasilo.Load.Harness;
using Wasilo.Simulator;

namespace Wasilo.Load.Crowd;

/// <summary>The processes of this benchmark. Each says when it is ready, answers to each line, and ends with its input.</summary>
internal static class CrowdRoles
{
    public const string Name = "crowd";

    /// <summary>Arguments: the file to write devices into, how many, and the number of edges.</summary>
    public const string Server = "server";

    /// <summary>Arguments: URL, root, devices, how many of those to skip, how many to log in.</summary>
    public const string Clients = "clients";

    public static Task RunAsync(string role, string[] arguments, CancellationToken cancellation) => (role, arguments) switch
    {
        (Server, [var file, var count, var edges]) => ServeAsync(file, Number(count), Number(edges), cancellation),
        (Clients, [var url, var root, var file, var skip, var count]) =>
            LogInAsync(Target.Of(url, root), file, Number(skip), Number(count), cancellation),
        _ => throw new UsageException($"No child process of '{Name}' can be '{role} {string.Join(' ', arguments)}'."),
    };

    private static async Task ServeAsync(string file, int devices, int edges, CancellationToken cancellation)
    {
        await using var server = await SimulatorServer.StartAsync(new SimulatorOptions { Edges = edges }, cancellationToken: cancellation);
        await Devices.LinkAsync(server, file, devices, cancellation);
        var ready = new CrowdServer(
            Environment.ProcessId, server.Root.ToString(), [.. server.Edges.Select(static edge => new CrowdEdge(edge.ProcessId, edge.ChatUrl))]);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(ready));
        await AnswerAsync(() => JsonSerializer.Serialize(new CrowdSeen(server.OnlineDevices, server.Violations.Count)), cancellation);
    }

    private static async Task LogInAsync(Target target, string file, int skip, int count, CancellationToken cancellation)
    {
        await using var clients = new ClientGroup(target, file);
        var perSecond = await clients.AddAsync(skip, count, cancellation);
        await Console.Out.WriteLineAsync(perSecond.ToString(CultureInfo.InvariantCulture));
        await AnswerAsync(() => clients.Connected.ToString(CultureInfo.InvariantCulture), cancellation);
    }

    private static async Task AnswerAsync(Func<string> answer, CancellationToken cancellation)
    {
        while (await Console.In.ReadLineAsync(cancellation) is not null)
            await Console.Out.WriteLineAsync(answer());
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>What a server says when it is ready.</summary>
internal sealed record CrowdServer(int Process, string Root, IReadOnlyList<CrowdEdge> Edges);

/// <summary>One of its edges.</summary>
internal sealed record CrowdEdge(int Process, Uri Url);

/// <summary>What a server sees.</summary>
/// <param name="Online">Devices that are logged in.</param>
/// <param name="Violations">What clients have done that correct ones don't.</param>
internal sealed record CrowdSeen(int Online, int Violations);
