using System.Net;
using Microsoft.Extensions.Options;
using Orleans.AdoNet;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Orleans.Runtime.Membership;

/// <summary>The gateways among the active silos of a cluster that meets in a database.</summary>
internal sealed class AdoNetGatewayListProvider(
    IOptions<ClusterOptions> cluster, IOptions<AdoNetClusteringClientOptions> options, IOptions<GatewayOptions> gateways) : IGatewayListProvider, IDisposable
{
    private readonly AdoNetQueries _queries = new(AdoNetDatabase.Create(
        nameof(AdoNetClusteringClientOptions), options.Value.Invariant, options.Value.ConnectionString, options.Value.DataSource));

    public TimeSpan MaxStaleness => gateways.Value.GatewayListRefreshPeriod;

    public Task InitializeGatewayListProvider() => _queries.LoadAsync();

    public async Task<IList<Uri>> GetGateways() => await _queries.ReadAsync(
        "GatewaysQueryKey",
        command =>
        {
            command.Add("DeploymentId", cluster.Value.ClusterId);
            command.Add("Status", (int)SiloStatus.Active);
        },
        static row => SiloAddress.New(IPAddress.Parse(row.GetText("Address")!), row.GetInt("ProxyPort"), row.GetInt("Generation")).ToGatewayUri()).ConfigureAwait(false);

    public void Dispose() => _queries.Dispose();
}
