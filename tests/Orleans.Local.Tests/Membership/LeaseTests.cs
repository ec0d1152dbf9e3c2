using Orleans.Configuration;
using Orleans.Local.Membership;

namespace Wasilo.Orleans.Local.Tests.Membership;

/// <summary>A silo must have stopped before anybody may take its grains over.</summary>
public sealed class LeaseTests
{
    private readonly ManualTime _time = new();
    private readonly Lease _lease;

    public LeaseTests()
    {
        _lease = new Lease(_time, new ClusterMembershipOptions { ProbeTimeout = TimeSpan.FromSeconds(5), NumMissedProbesLimit = 3 });
        _lease.Renewed(_time.GetTimestamp());
    }

    [Fact]
    public void Others_wait_ten_seconds_by_default() =>
        new Lease(_time, new ClusterMembershipOptions()).DeathAfter.ShouldBe(TimeSpan.FromSeconds(10));

    [Fact]
    public void No_setting_makes_death_faster_than_two_seconds() =>
        new Lease(_time, new ClusterMembershipOptions { ProbeTimeout = TimeSpan.FromMilliseconds(1), NumMissedProbesLimit = 1 })
            .DeathAfter.ShouldBe(TimeSpan.FromSeconds(2));

    [Fact]
    public void A_silo_gives_up_and_then_starts_nothing_before_others_declare_it_dead()
    {
        _lease.GiveUpAfter.ShouldBeLessThan(_lease.DeathAfter);
        _time.Advance(TimeSpan.FromSeconds(7.1));
        _lease.Lost.ShouldBeTrue();
        _lease.Expired.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(2.5));
        _lease.Expired.ShouldBeTrue();
    }

    [Fact]
    public void A_renewal_counts_from_its_start_and_not_from_its_end()
    {
        var started = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(6));
        _lease.Renewed(started);
        _time.Advance(TimeSpan.FromSeconds(2));
        _lease.Lost.ShouldBeTrue();
    }

    [Fact]
    public void A_lost_lease_stays_lost()
    {
        _time.Advance(TimeSpan.FromSeconds(20));
        _lease.Renewed(_time.GetTimestamp());
        _lease.Lost.ShouldBeTrue();
        _lease.Expired.ShouldBeTrue();
    }

    [Fact]
    public void A_revoked_lease_has_expired()
    {
        _lease.Revoke();
        _lease.Expired.ShouldBeTrue();
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks = 1_000_000_000;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
