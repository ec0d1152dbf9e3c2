using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wasilo.Grains.Nodes;
using Wasilo.Grains.Placement;
using Wasilo.Silo.Startup;
using Wasilo.Storage;
using Wasilo.Storage.Nodes;

namespace Wasilo.Silo.Nodes;

/// <summary>
/// Writes this node's row every two seconds and reads everyone's for the balancer. It is registered before the silo:
/// so it begins before the silo joins and ends after the silo has left, when it takes the row away. A killed node
/// leaves its row behind, which is how operators see that it died.
/// </summary>
internal sealed partial class NodeHeartbeat(
    NodeReport report,
    NodeStore nodes,
    CordonStore cordons,
    NodeSnapshots snapshots,
    NodeTimings timings,
    HostFailure failure,
    TimeProvider clock,
    ILogger<NodeHeartbeat> log) : BackgroundService
{
    private bool _missed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(timings.Heartbeat, clock);
        do
        {
            await BeatAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            // Unless the row is another node's by now.
            if (failure.Reason is null)
                await nodes.RemoveAsync(report.Name, cancellationToken);
        }
        catch (Exception problem) when (IsOfDatabase(problem))
        {
            LogMissed(problem.Message);
        }
    }

    private async Task BeatAsync(CancellationToken cancellation)
    {
        try
        {
            if (!await nodes.ReportAsync(report.Make(), cancellation))
            {
                failure.Stop(NodeNameCheck.Taken(report.Name));
                return;
            }

            var rows = await nodes.ListAsync(cancellation);
            snapshots.Current = NodeSnapshot.Of(rows, await cordons.ListAsync(cancellation), clock.GetUtcNow(), timings.DeadAfter);
            foreach (var forgotten in rows.Where(row => clock.GetUtcNow() - row.LastHeartbeat > NodeTimings.ForgetAfter))
                await nodes.RemoveAsync(forgotten.Name, cancellation);

            _missed = false;
        }
        catch (Exception problem) when (IsOfDatabase(problem))
        {
            // A silo that can't renew its membership stops by itself; a heartbeat that is missed is only worth a line.
            if (!_missed)
                LogMissed(problem.Message);

            _missed = true;
        }
    }

    private static bool IsOfDatabase(Exception problem) => problem is DbException or StorageException or TimeoutException;

    [LoggerMessage(4, LogLevel.Warning, "This node could not report itself: {Reason}")]
    private partial void LogMissed(string reason);
}
