using System.Globalization;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Local.AdoNet;

/// <summary>The membership of a cluster whose silos share a database.</summary>
internal sealed class AdoNetClusteringTable(IOptions<ClusterOptions> cluster, IOptions<AdoNetClusteringSiloOptions> options)
    : IMembershipTable, IDisposable
{
    private readonly string _clusterId = cluster.Value.ClusterId;
    private readonly AdoNetQueries _queries = new(AdoNetDatabase.Create(
        nameof(AdoNetClusteringSiloOptions), options.Value.Invariant, options.Value.ConnectionString, options.Value.DataSource));

    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        await _queries.LoadAsync().ConfigureAwait(false);
        if (tryInitTableVersion)
            await _queries.TryAsync("InsertMembershipVersionKey", command => command.Add("DeploymentId", _clusterId)).ConfigureAwait(false);
    }

    public Task DeleteMembershipTableEntries(string clusterId) =>
        _queries.ExecuteAsync("DeleteMembershipTableEntriesKey", command => command.Add("DeploymentId", clusterId));

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => _queries.ExecuteAsync("CleanupDefunctSiloEntriesKey", command =>
    {
        command.Add("DeploymentId", _clusterId);
        command.Add("IAmAliveTime", beforeDate.UtcDateTime);
    });

    public async Task<MembershipTableData> ReadRow(SiloAddress key) => Combine(await _queries.ReadAsync(
        "MembershipReadRowKey",
        command =>
        {
            command.Add("DeploymentId", _clusterId);
            MembershipRow.AddSilo(command, key);
        },
        MembershipRow.Read).ConfigureAwait(false));

    public async Task<MembershipTableData> ReadAll() => Combine(await _queries.ReadAsync(
        "MembershipReadAllKey", command => command.Add("DeploymentId", _clusterId), MembershipRow.Read).ConfigureAwait(false));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => _queries.TryAsync("InsertMembershipKey", command =>
    {
        command.Add("DeploymentId", _clusterId);
        MembershipRow.AddSilo(command, entry.SiloAddress);
        command.Add("SiloName", entry.SiloName);
        command.Add("HostName", entry.HostName);
        command.Add("Status", (int)entry.Status);
        command.Add("ProxyPort", entry.ProxyPort);
        command.Add("StartTime", entry.StartTime);
        command.Add("IAmAliveTime", entry.IAmAliveTime);
        command.Add("Version", int.Parse(tableVersion.VersionEtag, CultureInfo.InvariantCulture));
    });

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        _queries.TryAsync("UpdateMembershipKey", command =>
        {
            command.Add("DeploymentId", _clusterId);
            MembershipRow.AddSilo(command, entry.SiloAddress);
            command.Add("Status", (int)entry.Status);
            command.Add("SuspectTimes", MembershipRow.PrintSuspects(entry.SuspectTimes));
            command.Add("IAmAliveTime", entry.IAmAliveTime);
            command.Add("Version", int.Parse(tableVersion.VersionEtag, CultureInfo.InvariantCulture));
        });

    public Task UpdateIAmAlive(MembershipEntry entry) => _queries.ExecuteAsync("UpdateIAmAlivetimeKey", command =>
    {
        command.Add("DeploymentId", _clusterId);
        MembershipRow.AddSilo(command, entry.SiloAddress);
        command.Add("IAmAliveTime", entry.IAmAliveTime);
    });

    public void Dispose() => _queries.Dispose();

    private MembershipTableData Combine(List<MembershipRow> rows)
    {
        if (rows.Count == 0)
            throw new OrleansException($"The membership table knows no cluster '{_clusterId}'. Has it been removed while this silo runs?");
        var members = rows.Where(static row => row.Entry is not null).Select(static row => Tuple.Create(row.Entry!, string.Empty)).ToList();
        return new MembershipTableData(members, new TableVersion(rows[0].Version, rows[0].Version.ToString(CultureInfo.InvariantCulture)));
    }
}
