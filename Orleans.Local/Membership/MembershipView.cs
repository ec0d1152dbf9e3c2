using Orleans.Runtime;

namespace Orleans.Local.Membership;

/// <summary>A silo as the membership table shows it.</summary>
internal sealed record Member(SiloAddress Address, SiloStatus Status, string Name, int GatewayPort)
{
    /// <summary>Able to hold activations: it has joined and neither left nor died.</summary>
    public bool IsAlive => Status is SiloStatus.Active or SiloStatus.ShuttingDown;
}

/// <summary>
/// The cluster at one version of the membership table. All silos see the same view under the same number, because the table's rows and
/// its version change in one transaction; who owns which part of the directory follows from the view alone.
/// </summary>
internal sealed class MembershipView
{
    private readonly SiloAddress[] _owners;
    private readonly uint[] _ownerHashes;

    public MembershipView(long version, IEnumerable<Member> members)
    {
        Version = version;
        Members = members.ToDictionary(m => m.Address);
        _owners = [.. Members.Values.Where(m => m.Status == SiloStatus.Active).Select(m => m.Address).Order()];
        _ownerHashes = [.. _owners.Select(o => (uint)o.GetConsistentHashCode())];
    }

    public static MembershipView None { get; } = new(long.MinValue, []);

    public long Version { get; }

    public IReadOnlyDictionary<SiloAddress, Member> Members { get; }

    /// <summary>The silos that take new activations and hold the directory.</summary>
    public IReadOnlyList<SiloAddress> Active => _owners;

    public bool IsAlive(SiloAddress silo) => Members.TryGetValue(silo, out var member) && member.IsAlive;

    /// <summary>
    /// The silo that holds the directory entry of a grain, or null for an empty cluster. Rendezvous hashing (Thaler and Ravishankar,
    /// 1998): each silo bids its hash mixed with the grain's, the highest bid wins; a silo that comes or goes moves only its own share.
    /// </summary>
    public SiloAddress? OwnerOf(GrainId grain)
    {
        var hash = grain.GetUniformHashCode();
        SiloAddress? winner = null;
        ulong best = 0;
        for (var i = 0; i < _owners.Length; i++)
        {
            var bid = Mix(((ulong)_ownerHashes[i] << 32) | hash);
            if (winner is null || bid > best)
                (winner, best) = (_owners[i], bid);
        }

        return winner;
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): every input bit changes every output bit with probability one half.
    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
            x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
            return x ^ (x >> 31);
        }
    }
}
