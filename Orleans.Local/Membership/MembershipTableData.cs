using Orleans.Runtime;

namespace Orleans;

/// <summary>Silos and the table's version that they belong to.</summary>
internal sealed class MembershipTableData
{
    /// <summary>Several silos.</summary>
    public MembershipTableData(List<Tuple<MembershipEntry, string>> list, TableVersion version)
    {
        Members = list;
        Version = version;
    }

    /// <summary>One silo.</summary>
    public MembershipTableData(Tuple<MembershipEntry, string> tuple, TableVersion version)
        : this([tuple], version)
    {
    }

    /// <summary>No silo.</summary>
    public MembershipTableData(TableVersion version)
        : this([], version)
    {
    }

    /// <summary>The silos, each with the ETag of its row.</summary>
    public IReadOnlyList<Tuple<MembershipEntry, string>> Members { get; }

    /// <summary>The table's version.</summary>
    public TableVersion Version { get; }

    /// <summary>The entry of a silo, or null.</summary>
    public Tuple<MembershipEntry, string>? TryGet(SiloAddress silo) =>
        Members.FirstOrDefault(member => member.Item1.SiloAddress.Equals(silo));

    /// <inheritdoc />
    public override string ToString() =>
        $"{Members.Count} silos, Version={Version}: {string.Join(", ", Members.Select(static member => member.Item1))}";
}
