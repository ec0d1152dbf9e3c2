using Wasilo.Conformance.Grains;
using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Tests.Cluster;

/// <summary>What the tests of killed silos rely on.</summary>
public sealed class ActivationsTests
{
    private const string Ended = JournaledGrain.Deactivated + "ApplicationRequested";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, DateTimeOffset> NobodyDied = [];

    [Fact]
    public void An_activation_while_another_lives_is_found() =>
        Activations.Overlaps([At(0, "a", JournaledGrain.Activated), At(1, "b", JournaledGrain.Activated), At(2, "a", Ended)], NobodyDied)
            .ShouldHaveSingleItem().ShouldContain("on b");

    [Fact]
    public void An_activation_after_the_end_of_another_is_right() =>
        Activations.Overlaps([At(0, "a", JournaledGrain.Activated), At(1, "a", Ended), At(2, "b", JournaledGrain.Activated)], NobodyDied)
            .ShouldBeEmpty();

    [Fact]
    public void An_activation_after_the_death_of_anothers_silo_is_right_and_before_it_is_not()
    {
        JournalEntry[] journal = [At(0, "a", JournaledGrain.Activated), At(2, "b", JournaledGrain.Activated)];
        Activations.Overlaps(journal, new Dictionary<string, DateTimeOffset> { ["a"] = Start.AddSeconds(1) }).ShouldBeEmpty();
        Activations.Overlaps(journal, new Dictionary<string, DateTimeOffset> { ["a"] = Start.AddSeconds(3) }).ShouldHaveSingleItem();
    }

    [Fact]
    public void Activations_that_have_not_ended_are_counted() =>
        Activations
            .Living([At(0, "a", JournaledGrain.Activated), At(1, "b", JournaledGrain.Activated), At(2, "a", Ended)], ["grain", "other"])
            .ShouldBe(new Dictionary<string, int> { ["grain"] = 1, ["other"] = 0 });

    private static JournalEntry At(int seconds, string silo, string text) => new(Start.AddSeconds(seconds), silo, "grain", text);
}
