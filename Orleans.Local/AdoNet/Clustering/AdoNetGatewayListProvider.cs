using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Local.Client;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans.Local.AdoNet;

/// <summary>The gateways among the active silos of a cluster that meets in a database.</summary>
internal sealed class AdoNetGatewayListProvider(
    IOptions<ClusterOptions> cluster, IOptions<AdoNetClusteringClientOptions> options, IOptions<GatewayOptions> gateways)
    : IGatewayListProvider, IDisposable
{
    private readonly AdoNetQueries _queries = new(AdoNetDatabase.Create(
        nameof(AdoNetClusteringClientOptions), options.Value.Invariant, options.Value.ConnectionString, options.Value.DataSource));

    public bool IsUpdatable => true;

    public TimeSpan MaxStaleness => gateways.Value.GatewayListRefreshPeriod;

    public Task InitializeGatewayListProvider() => _queries.LoadAsync();

    public async Task<IList<Uri>> GetGateways() => await _queries.ReadAsync(
        "GatewaysQueryKey",
        command =>
        {
            command.Add("DeploymentId", cluster.Value.ClusterId);
            command.Add("Status", (int)SiloStatus.Active);
        },
        static row => GatewayUri.Of(
            new IPEndPoint(IPAddress.Parse(row.GetText("Address")!), row.GetInt("ProxyPort")),
            row.GetInt("Generation"))).ConfigureAwait(false);

    public void Dispose() => _queries.Dispose();
}
