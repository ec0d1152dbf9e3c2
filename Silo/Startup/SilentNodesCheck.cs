using System.Net;
using Wasilo.Grains.Nodes;
using Wasilo.Silo.Nodes;
using Wasilo.Storage.Nodes;

namespace Wasilo.Silo.Startup;

/// <summary>
/// Waits, after a cluster was killed as a whole, until its dead are silent for long enough. A silo that joins must reach
/// every member that isn't known to be dead. Living members declare the dead ones so; where none is left, the joining
/// silo does it itself, but only for those that it finds silent when it begins to join. One that begins too early keeps
/// trying to reach them for minutes.
/// </summary>
internal sealed class SilentNodesCheck(SiloEndpoint endpoint, NodeTimings timings, NodeStore nodes, TimeProvider clock) : IStartupCheck
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var former = await OthersAsync(cancellation);
        var begun = clock.GetTimestamp();
        using var timer = new PeriodicTimer(timings.Heartbeat / 8, clock);

        // Measured here and not from the heartbeats' times, as clocks differ between machines; a machine whose clock is
        // right is spared the wait when its cluster died long ago.
        while (former.Any(node => clock.GetUtcNow() - node.LastHeartbeat < timings.DeadAfter)
            && clock.GetElapsedTime(begun) < timings.DeadAfter
            && await timer.WaitForNextTickAsync(cancellation))
        {
            if ((await OthersAsync(cancellation)).Except(former).Any())
                return;
        }
    }

    /// <summary>
    /// All but one that had this silo's own address, whose successor declares it dead without asking. What they said of
    /// their status does not matter: a node may be killed as a member that last spoke while it joined.
    /// </summary>
    private async Task<IReadOnlyList<NodeRecord>> OthersAsync(CancellationToken cancellation) =>
    [
        .. (await nodes.ListAsync(cancellation)).Where(node =>
            !SiloAddress.FromParsableString(node.SiloAddress).Endpoint.Equals(new IPEndPoint(endpoint.Address, endpoint.SiloPort))),
    ];
}
