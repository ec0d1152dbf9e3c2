using System.Net;
using Wasilo.Grains.Nodes;
using Wasilo.Silo.Configuration;
using Wasilo.Silo.Nodes;
using Wasilo.Storage.Nodes;

namespace Wasilo.Silo.Startup;

/// <summary>
/// No living node has this node's name. A row of that name proves nothing: a killed node leaves one. It is alive when
/// its heartbeat goes on, which takes a moment to see; ages are not compared, as clocks differ between machines. Two
/// that start at once both pass: then the heartbeats find out, and the one that started first gives way.
/// </summary>
internal sealed class NodeNameCheck(
    NodeSettings node, SiloEndpoint endpoint, NodeTimings timings, NodeStore nodes, TimeProvider clock) : IStartupCheck
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } former)
            return;

        // Whoever had this node's own address is gone: the port check found it free.
        if (!EndpointOf(former).Equals(new IPEndPoint(endpoint.Address, endpoint.SiloPort)))
            await RequireSilenceAsync(former, cancellation);

        await nodes.RemoveAsync(node.Name, cancellation);
    }

    public static StartupException Taken(string name) =>
        new($"{NodeSettings.NameKey} is '{name}', but another living node has that name. Give each node a name of its own.");

    private async Task RequireSilenceAsync(NodeRecord former, CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        using var timer = new PeriodicTimer(timings.Heartbeat / 4, clock);
        while (clock.GetElapsedTime(begun) < 2 * timings.Heartbeat && await timer.WaitForNextTickAsync(cancellation))
        {
            if (await FindAsync(cancellation) is not { } now)
                return;

            if (now.LastHeartbeat != former.LastHeartbeat)
                throw Taken(node.Name);
        }
    }

    private async Task<NodeRecord?> FindAsync(CancellationToken cancellation) =>
        (await nodes.ListAsync(cancellation)).FirstOrDefault(row => row.Name == node.Name);

    private static IPEndPoint EndpointOf(NodeRecord record) => SiloAddress.FromParsableString(record.SiloAddress).Endpoint;
}
