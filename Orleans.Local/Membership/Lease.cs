using Orleans.Configuration;

namespace Orleans.Local.Membership;

/// <summary>
/// The time for which a silo may believe that it is in the cluster. See <see cref="MembershipAgent"/> for why this is safe. All times are
/// counted on the process's monotonic clock, which goes on while a process is paused.
/// </summary>
internal sealed class Lease(TimeProvider time, ClusterMembershipOptions options)
{
    // Below this, garbage collections and slow disks would look like death.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    private long _renewedAt = long.MaxValue;

    /// <summary>The silence after which others declare a silo dead.</summary>
    public TimeSpan DeathAfter { get; } = Max(Shortest, options.ProbeTimeout * Math.Max(1, options.NumMissedProbesLimit - 1));

    /// <summary>How often the row is renewed.</summary>
    public TimeSpan RenewEvery => Min(DeathAfter / 5, options.IAmAliveTablePublishTimeout);

    /// <summary>The silence after which a silo is suspected: it gets no new activations.</summary>
    public TimeSpan SuspectAfter => DeathAfter / 2;

    /// <summary>The silence after which the silo itself stops: earlier than others declare it dead, so that it has ended by then.</summary>
    public TimeSpan GiveUpAfter => DeathAfter * 0.7;

    /// <summary>True once the silo may have been declared dead: nothing may start any more.</summary>
    public bool Expired => Silence > DeathAfter * 0.95;

    /// <summary>True once the silo should stop by itself.</summary>
    public bool Lost => Silence > GiveUpAfter;

    private TimeSpan Silence
    {
        get
        {
            var renewed = Volatile.Read(ref _renewedAt);
            return renewed == long.MaxValue ? TimeSpan.Zero : time.GetElapsedTime(renewed);
        }
    }

    /// <summary>
    /// Counts from <paramref name="startOfRenewal"/>: from before the row was written, never from after. A lost lease stays lost: a
    /// process that was paused for too long may find the table willing, and be dead in it all the same.
    /// </summary>
    public void Renewed(long startOfRenewal)
    {
        if (!Lost)
            Volatile.Write(ref _renewedAt, startOfRenewal);
    }

    /// <summary>Ends the lease at once: the table says that the silo is dead.</summary>
    public void Revoke() => Volatile.Write(ref _renewedAt, time.GetTimestamp() - (long)((DeathAfter.TotalSeconds + 1) * time.TimestampFrequency));

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
