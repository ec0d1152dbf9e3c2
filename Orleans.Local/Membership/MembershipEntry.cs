using Orleans.Runtime;

namespace Orleans;

/// <summary>A silo's row in the membership table.</summary>
internal sealed class MembershipEntry
{
    /// <summary>Which life of which silo.</summary>
    public SiloAddress SiloAddress { get; set; } = null!;

    /// <summary>Where it is in its life.</summary>
    public SiloStatus Status { get; set; }

    /// <summary>Who suspects it to be dead, and since when; null if nobody ever did.</summary>
    public List<Tuple<SiloAddress, DateTime>>? SuspectTimes { get; set; }

    /// <summary>Where clients connect; 0 if the silo is no gateway.</summary>
    public int ProxyPort { get; set; }

    /// <summary>The machine.</summary>
    public string HostName { get; set; } = null!;

    /// <summary>The silo's name, for people.</summary>
    public string SiloName { get; set; } = null!;

    /// <summary>Not kept by ADO.NET tables.</summary>
    public string? RoleName { get; set; }

    /// <summary>When the silo started, in UTC.</summary>
    public DateTime StartTime { get; set; }

    /// <summary>Its last sign of life, in UTC.</summary>
    public DateTime IAmAliveTime { get; set; }

    /// <summary>Notes that a silo suspects this one.</summary>
    public void AddSuspector(SiloAddress suspectingSilo, DateTime suspectingTime) =>
        (SuspectTimes ??= []).Add(Tuple.Create(suspectingSilo, suspectingTime));

    /// <inheritdoc />
    public override string ToString() => $"SiloAddress={SiloAddress} SiloName={SiloName} Status={Status}";

    internal MembershipEntry Copy()
    {
        var copy = (MembershipEntry)MemberwiseClone();
        copy.SuspectTimes = SuspectTimes is null ? null : [.. SuspectTimes];
        return copy;
    }
}
