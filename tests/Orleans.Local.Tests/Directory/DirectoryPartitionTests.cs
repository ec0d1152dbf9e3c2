using Orleans.Local.Directory;
using Orleans.Runtime;
using Wasilo.Orleans.Local.Tests.Membership;

namespace Wasilo.Orleans.Local.Tests.Directory;

public sealed class DirectoryPartitionTests
{
    private static readonly SiloAddress[] Silos = MembershipViewTests.Silos(3);
    private static readonly GrainId Grain = MembershipViewTests.Grain(1);
    private readonly DirectoryPartition _partition = new(MembershipViewTests.View(4, Silos));

    [Fact]
    public void It_opens_when_the_last_living_silo_has_reported()
    {
        _partition.Report(Silos[0], []);
        _partition.Report(Silos[1], []);
        _partition.Open.IsCompleted.ShouldBeFalse();
        _partition.Report(Silos[2], []);
        _partition.Open.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task A_superseded_partition_answers_nobody()
    {
        _partition.Supersede();
        (await _partition.Open).ShouldBeFalse();
    }

    [Fact]
    public void A_second_report_of_a_silo_changes_nothing()
    {
        _partition.Report(Silos[0], [(Grain, 1)]);
        _partition.Report(Silos[0], [(Grain, 2)]);
        _partition.Apply(Request(DirectoryRequest.Operation.Lookup)).ShouldBe(new DirectoryEntry(Silos[0], 1));
    }

    [Fact]
    public void Of_two_silos_that_report_a_grain_the_later_one_is_the_duplicate()
    {
        _partition.Report(Silos[0], [(Grain, 1)]).ShouldBeEmpty();
        _partition.Report(Silos[1], [(Grain, 9)]).ShouldBe([(Grain, 9L)]);
    }

    [Fact]
    public void The_first_registration_stands()
    {
        var first = new DirectoryEntry(Silos[0], 1);
        _partition.Apply(Request(DirectoryRequest.Operation.Register, first)).ShouldBe(first);
        _partition.Apply(Request(DirectoryRequest.Operation.Register, new(Silos[1], 5))).ShouldBe(first);
    }

    [Fact]
    public void A_later_activation_of_the_same_silo_takes_its_predecessors_place()
    {
        _partition.Apply(Request(DirectoryRequest.Operation.Register, new(Silos[0], 1)));
        var later = new DirectoryEntry(Silos[0], 2);
        _partition.Apply(Request(DirectoryRequest.Operation.Register, later)).ShouldBe(later);
    }

    [Fact]
    public void A_late_removal_does_not_remove_a_successor()
    {
        _partition.Apply(Request(DirectoryRequest.Operation.Register, new(Silos[0], 1)));
        var successor = new DirectoryEntry(Silos[0], 2);
        _partition.Apply(Request(DirectoryRequest.Operation.Register, successor));
        _partition.Apply(Request(DirectoryRequest.Operation.Unregister, new(Silos[0], 1)));
        _partition.Apply(Request(DirectoryRequest.Operation.Lookup)).ShouldBe(successor);
        _partition.Apply(Request(DirectoryRequest.Operation.Unregister, successor)).ShouldBeNull();
        _partition.Count.ShouldBe(0);
    }

    private static DirectoryRequest Request(DirectoryRequest.Operation what, DirectoryEntry? entry = null) => new(what, 4, Grain, entry);
}
