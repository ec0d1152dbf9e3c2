using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Local.Calls;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans
{
    /// <summary>Decides whether a client that reaches no gateway tries again.</summary>
    public interface IClientConnectionRetryFilter
    {
        /// <summary>True to try again. Waits as long as it likes first.</summary>
        Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken);
    }
}

namespace Orleans.Local.Client
{
    /// <summary>Connects a client when its host starts. The start fails if no gateway can be reached, unless a retry filter says otherwise.</summary>
    internal sealed class ClientHost(IServiceProvider services, GrainReferences references, CallTracker tracker, ILogger<ClientHost> logger) : IHostedService
    {
        private GatewayLinks? _links;

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            if (services.GetService<IGatewayListProvider>() is null)
                throw new OrleansConfigurationException("The client knows no gateways. Call UseLocalhostClustering, UseStaticClustering or UseAdoNetClustering on the client builder.");
            _links = services.GetRequiredService<GatewayLinks>();
            var filter = services.GetService<IClientConnectionRetryFilter>();
            while (true)
            {
                try
                {
                    await _links.ConnectAsync(cancellationToken);
                    break;
                }
                catch (Exception exception) when (filter is not null && !cancellationToken.IsCancellationRequested)
                {
                    if (!await filter.ShouldRetryConnectionAttempt(exception, cancellationToken))
                        throw;
                    logger.LogDebug(exception, "No gateway yet: trying again.");
                }
            }

            references.Sender = _links;
            tracker.Start();
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _links?.Dispose();
            return Task.CompletedTask;
        }
    }

    internal sealed class DelegateRetryFilter(Func<Exception, CancellationToken, Task<bool>> retry) : IClientConnectionRetryFilter
    {
        public Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken) => retry(exception, cancellationToken);
    }
}
