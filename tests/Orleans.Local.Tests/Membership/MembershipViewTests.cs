using System.Net;
using Orleans.Local.Membership;
using Orleans.Runtime;

namespace Wasilo.Orleans.Local.Tests.Membership;

public sealed class MembershipViewTests
{
    private const int Grains = 10_000;

    [Fact]
    public void Each_active_silo_owns_its_share_of_the_directory()
    {
        var view = View(1, Silos(5));
        var shares = Enumerable.Range(0, Grains).CountBy(i => view.OwnerOf(Grain(i))!).Select(s => s.Value).ToArray();
        shares.Length.ShouldBe(5);
        shares.ShouldAllBe(share => share > Grains / 5 * 0.85 && share < Grains / 5 * 1.15);
    }

    [Fact]
    public void A_silo_that_leaves_moves_its_own_share_alone()
    {
        var silos = Silos(5);
        var before = View(1, silos);
        var after = View(2, silos[..4]);
        for (var i = 0; i < Grains; i++)
        {
            var owner = before.OwnerOf(Grain(i))!;
            if (!owner.Equals(silos[4]))
                after.OwnerOf(Grain(i)).ShouldBe(owner);
        }
    }

    [Fact]
    public void The_order_in_which_rows_are_read_changes_no_owner()
    {
        var silos = Silos(7);
        var forward = View(1, silos);
        var backward = View(1, [.. silos.Reverse()]);
        for (var i = 0; i < 1000; i++)
            forward.OwnerOf(Grain(i)).ShouldBe(backward.OwnerOf(Grain(i)));
    }

    [Fact]
    public void A_silo_that_is_leaving_is_alive_and_owns_nothing()
    {
        var silos = Silos(2);
        var view = new MembershipView(1, [new(silos[0], SiloStatus.Active, "a", 0), new(silos[1], SiloStatus.ShuttingDown, "b", 0)]);
        view.IsAlive(silos[1]).ShouldBeTrue();
        view.Active.ShouldBe([silos[0]]);
        Enumerable.Range(0, 100).ShouldAllBe(i => view.OwnerOf(Grain(i))!.Equals(silos[0]));
    }

    [Fact]
    public void Nobody_owns_anything_in_an_empty_cluster() => MembershipView.None.OwnerOf(Grain(1)).ShouldBeNull();

    internal static SiloAddress[] Silos(int count) => [.. Enumerable.Range(0, count).Select(i => SiloAddress.New(IPAddress.Loopback, 11111 + i, 7))];

    internal static MembershipView View(long version, SiloAddress[] silos) =>
        new(version, silos.Select(s => new Member(s, SiloStatus.Active, s.ToString(), 0)));

    internal static GrainId Grain(int i) => GrainId.Create("session", $"k{i}");
}
