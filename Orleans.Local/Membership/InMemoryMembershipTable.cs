using System.Globalization;

using Orleans.Runtime;

namespace Orleans.Local.Membership;

/// <summary>The membership of a cluster of one process.</summary>
internal sealed class InMemoryMembershipTable : IMembershipTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SiloAddress, MembershipEntry> _silos = [];
    private int _version;

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId)
    {
        lock (_gate)
            _silos.Clear();
        return Task.CompletedTask;
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        lock (_gate)
        {
            foreach (var (silo, entry) in _silos)
            {
                if (entry.Status != SiloStatus.Active && entry.IAmAliveTime < beforeDate.UtcDateTime)
                    _silos.Remove(silo);
            }
        }

        return Task.CompletedTask;
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        lock (_gate)
        {
            return Task.FromResult(_silos.TryGetValue(key, out var entry)
                ? new MembershipTableData(Row(entry), Version())
                : new MembershipTableData(Version()));
        }
    }

    public Task<MembershipTableData> ReadAll()
    {
        lock (_gate)
            return Task.FromResult(new MembershipTableData([.. _silos.Values.Select(Row)], Version()));
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
    {
        lock (_gate)
        {
            return Task.FromResult(
                tableVersion.VersionEtag == Version().VersionEtag && _silos.TryAdd(entry.SiloAddress, entry.Copy()) && Step());
        }
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        lock (_gate)
        {
            if (tableVersion.VersionEtag != Version().VersionEtag || !_silos.TryGetValue(entry.SiloAddress, out var row))
                return Task.FromResult(false);
            row.Status = entry.Status;
            row.SuspectTimes = entry.Copy().SuspectTimes;
            row.IAmAliveTime = entry.IAmAliveTime;
            return Task.FromResult(Step());
        }
    }

    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        lock (_gate)
        {
            if (_silos.TryGetValue(entry.SiloAddress, out var row))
                row.IAmAliveTime = entry.IAmAliveTime;
        }

        return Task.CompletedTask;
    }

    // Rows are guarded by the table's version; they have no ETag of their own, in ADO.NET tables neither.
    private static Tuple<MembershipEntry, string> Row(MembershipEntry entry) => Tuple.Create(entry.Copy(), string.Empty);

    private TableVersion Version() => new(_version, _version.ToString(CultureInfo.InvariantCulture));

    private bool Step()
    {
        _version++;
        return true;
    }
}
