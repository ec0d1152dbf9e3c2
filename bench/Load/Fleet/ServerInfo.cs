using Wasilo.Simulator;

namespace Wasilo.Load.Fleet;

/// <summary>What a simulator says when it is ready.</summary>
/// <param name="Process">Its process.</param>
/// <param name="Root">What clients trust, in hexadecimal.</param>
/// <param name="Url">Where they connect.</param>
/// <param name="SecureUrl">Where they connect by TLS.</param>
/// <param name="ControlUrl">Where its control API is.</param>
/// <param name="Edges">Its edges.</param>
internal sealed record ServerInfo(
    int Process, string Root, Uri Url, Uri SecureUrl, Uri ControlUrl, IReadOnlyList<EdgeInfo> Edges)
{
    public static ServerInfo Of(SimulatorServer server) => new(
        Environment.ProcessId,
        server.Root.ToString(),
        server.ChatUrl,
        server.SecureChatUrl!,
        server.ControlUrl,
        [.. server.Edges.Select(static edge => new EdgeInfo(edge.ProcessId, edge.ChatUrl))]);
}

/// <summary>An edge of a simulator.</summary>
internal sealed record EdgeInfo(int Process, Uri Url);

/// <summary>What a simulator sees.</summary>
/// <param name="Online">Devices that are logged in.</param>
/// <param name="Violations">What clients have done that correct ones don't.</param>
internal sealed record ServerView(int Online, int Violations);
