using System.Globalization;
using Wasilo.Load.Fleet;

namespace Wasilo.Load.Crowd;

/// <summary>A process with a share of the clients.</summary>
internal static class CrowdClients
{
    /// <summary>Arguments: URL, root, devices, how many of those to skip, how many to log in.</summary>
    public const string Role = "crowd-clients";

    /// <summary>Says how many it has a second when all are logged in; then how many are connected, whenever it is asked.</summary>
    public static async Task RunAsync(string url, string root, string file, int skip, int count, CancellationToken cancellation)
    {
        await using var clients = new ClientGroup(Target.Of(url, root), file);
        var perSecond = await clients.AddAsync(skip, count, cancellation);
        await Console.Out.WriteLineAsync(perSecond.ToString(CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync(cancellation) is not null)
            await Console.Out.WriteLineAsync(clients.Connected.ToString(CultureInfo.InvariantCulture));
    }
}
