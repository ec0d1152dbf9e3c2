using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// The list of a cluster's silos, with a version that every change except <see cref="UpdateIAmAlive"/> raises by one.
/// Changes are compare-and-swap on that version, so that the versions are a total order of all memberships that ever were.
/// </summary>
internal interface IMembershipTable
{
    /// <summary>Prepares the table; with <paramref name="tryInitTableVersion"/> also the cluster's version, if it has none.</summary>
    Task InitializeMembershipTable(bool tryInitTableVersion);

    /// <summary>Removes a whole cluster.</summary>
    Task DeleteMembershipTableEntries(string clusterId);

    /// <summary>Removes silos that are not active and gave no sign of life since <paramref name="beforeDate"/>.</summary>
    Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate);

    /// <summary>The version, and one silo if it is there.</summary>
    Task<MembershipTableData> ReadRow(SiloAddress key);

    /// <summary>The version, and all silos as they were at that version.</summary>
    Task<MembershipTableData> ReadAll();

    /// <summary>
    /// Adds a silo. False, and nothing is changed, if it is there already or the table has another version than <paramref
    /// name="tableVersion"/> was made from.
    /// </summary>
    Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion);

    /// <summary>
    /// Changes a silo's status, suspicions and sign of life. False, and nothing is changed, if it is not there or the
    /// table has another version than <paramref name="tableVersion"/> was made from.
    /// </summary>
    Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion);

    /// <summary>Writes a silo's sign of life, whatever the version.</summary>
    Task UpdateIAmAlive(MembershipEntry entry);
}
