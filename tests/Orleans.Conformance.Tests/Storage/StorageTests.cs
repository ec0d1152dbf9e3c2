using Orleans.Storage;
using Wasilo.Conformance.Grains.Storage;
using Wasilo.Conformance.Tests.Support;

namespace Wasilo.Conformance.Tests.Storage;

/// <summary>What holds for every storage.</summary>
public abstract class StorageTests(StorageSilo shared)
{
    private readonly string _key = $"stored-{Guid.NewGuid():N}";

    private IRivalsGrain Rivals => shared.Silo.Client.GetGrain<IRivalsGrain>(_key);

    private IStoredGrain Grain => shared.Silo.Client.GetGrain<IStoredGrain>(_key);

    [Fact]
    public async Task A_grain_without_a_record_begins_with_an_empty_state()
    {
        var state = await Grain.Read();
        (state.Text, state.Number, state.Exists).ShouldBe(("", 0, false));
        state.Etag.ShouldBeNull();
    }

    [Fact]
    public async Task A_write_makes_a_record_with_an_etag_and_each_write_changes_it()
    {
        var first = await Grain.Write("one", 1);
        first.Exists.ShouldBeTrue();
        first.Etag.ShouldNotBeNullOrEmpty();
        (await Grain.Write("two", 2)).Etag.ShouldNotBe(first.Etag);
    }

    [Fact]
    public async Task State_is_there_before_OnActivateAsync_and_survives_deactivation()
    {
        var written = await Grain.Write("kept", 42);
        await Deactivate();
        (await Grain.AtActivation()).ShouldBe(written);
    }

    [Fact]
    public async Task What_was_not_written_does_not_survive()
    {
        await Grain.Write("written", 1);
        await Grain.Change("changed");
        await Deactivate();
        (await Grain.Read()).Text.ShouldBe("written");
    }

    [Fact]
    public async Task Reading_anew_drops_what_was_not_written()
    {
        var written = await Grain.Write("written", 1);
        (await Grain.Change("changed")).Text.ShouldBe("changed");
        (await Grain.Reread()).ShouldBe(written);
    }

    [Fact]
    public async Task Clearing_a_state_ends_its_record()
    {
        await Grain.Write("written", 1);
        var cleared = await Grain.Clear();
        (cleared.Text, cleared.Number, cleared.Exists).ShouldBe(("", 0, false));
        await Deactivate();
        var reread = await Grain.Read();
        (reread.Text, reread.Exists).ShouldBe(("", false));
    }

    [Fact]
    public async Task A_cleared_state_can_be_written_again()
    {
        await Grain.Write("before", 1);
        await Grain.Clear();
        (await Grain.Write("after", 2)).Exists.ShouldBeTrue();
        await Deactivate();
        (await Grain.Read()).Text.ShouldBe("after");
    }

    [Fact]
    public async Task Two_states_of_one_grain_are_apart()
    {
        await Grain.Write("first", 1);
        (await Grain.ReadSecond()).Exists.ShouldBeFalse();
        await Grain.WriteSecond("second", 2);
        await Grain.Clear();
        await Deactivate();
        (await Grain.Read()).Exists.ShouldBeFalse();
        (await Grain.ReadSecond()).Text.ShouldBe("second");
    }

    [Fact]
    public async Task Two_storages_are_apart()
    {
        await Grain.Write("database", 1);
        await Grain.WriteOther("memory");
        await Deactivate();
        (await Grain.Read()).Text.ShouldBe("database");
        (await Grain.ReadOther()).Text.ShouldBe("memory");
    }

    [Fact]
    public async Task Two_keys_are_apart()
    {
        await Grain.Write("here", 1);
        (await shared.Silo.Client.GetGrain<IStoredGrain>(_key + "-else").Read()).Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task A_write_with_a_stale_etag_fails_and_changes_nothing()
    {
        var failure = await Should.ThrowAsync<InconsistentStateException>(() => Rivals.WriteBoth("first", "second"));
        failure.Message.ShouldNotBeNullOrEmpty();
        (await Rivals.Stored()).Text.ShouldBe("first");
    }

    [Fact]
    public async Task A_write_of_a_record_that_another_has_made_fails()
    {
        await Should.ThrowAsync<InconsistentStateException>(() => Rivals.WriteBoth("first", "second"));
        await Should.ThrowAsync<InconsistentStateException>(() => Rivals.WriteBoth("third", "fourth"));
        (await Rivals.Stored()).Text.ShouldBe("third");
    }

    [Fact]
    public async Task Clearing_with_a_stale_etag_fails_and_changes_nothing()
    {
        await Should.ThrowAsync<InconsistentStateException>(() => Rivals.WriteOneClearOther("kept"));
        (await Rivals.Stored()).Text.ShouldBe("kept");
    }

    [Fact]
    public async Task A_stale_write_ends_the_activation_so_that_the_next_sees_what_is_stored()
    {
        var before = await Rivals.Instance();
        await Should.ThrowAsync<InconsistentStateException>(() => Rivals.WriteBoth("first", "second"));
        (await Rivals.Instance()).ShouldNotBe(before);
    }

    [Fact]
    public async Task A_grain_may_catch_a_stale_write_read_anew_and_go_on()
    {
        var before = await Rivals.Instance();
        (await Rivals.WriteBothWithRetry("first", "second")).Text.ShouldBe("second");
        (await Rivals.Stored()).Text.ShouldBe("second");
        (await Rivals.Instance()).ShouldBe(before);
    }

    private async Task Deactivate()
    {
        await Grain.Deactivate();
        // The next call is for the next activation.
        await Grain.Read();
    }
}
