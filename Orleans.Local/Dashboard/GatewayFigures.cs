using Orleans.Local.Client;
using Orleans.Local.Messaging;
using Orleans.Runtime;

namespace Orleans.Local.Dashboard;

/// <summary>Asked in a client: it asks one gateway, which answers for the whole cluster.</summary>
internal sealed class GatewayFigures(GatewayLinks links, TimeProvider time) : IClusterFigures
{
    // The gateway gives the other silos one second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private Connection? _answered;

    public async Task<byte[]> ReadAsync()
    {
        var problem = new SiloUnavailableException("No gateway of the cluster can be reached at the moment.");

        // The one that answered last time goes first, so that one that hangs is waited for once.
        foreach (var gateway in links.Usable.OrderBy(g => g != _answered))
        {
            using var timeout = new CancellationTokenSource(Patience, time);
            try
            {
                var answer = await gateway.AskAsync((byte)SiloOperation.ClusterFigures, [], timeout.Token);
                if (answer.IsEmpty)
                    throw new SiloUnavailableException($"The {gateway.Peer} has no dashboard. Call AddDashboard on its silo builder.");
                _answered = gateway;
                return answer.ToArray();
            }
            catch (SiloUnavailableException exception)
            {
                problem = exception;
            }
            catch (OperationCanceledException exception)
            {
                problem = new($"The {gateway.Peer} does not answer.", exception);
            }
        }

        throw problem;
    }
}
