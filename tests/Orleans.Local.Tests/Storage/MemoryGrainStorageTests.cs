using Orleans;
using Orleans.Local.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Wasilo.Orleans.Local.Tests.Storage;

public class MemoryGrainStorageTests
{
    private readonly MemoryGrainStorage _storage = new("memory", new JsonGrainStorageSerializer());
    private readonly GrainId _grain = GrainId.Create("state", "a");

    [Fact]
    public async Task A_stored_state_shares_no_object_with_the_grain()
    {
        var written = new GrainState<StoredSession>(StoredSession.Sample());
        await _storage.WriteStateAsync("s", _grain, written);
        written.State!.Tags.Add("later");

        var read = await ReadAsync();

        StoredSessionJson.Of(read.State).ShouldBe(StoredSessionJson.Text);
        read.ETag.ShouldBe(written.ETag);
    }

    [Fact]
    public async Task Of_many_first_writers_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            try
            {
                await _storage.WriteStateAsync("s", _grain, new GrainState<StoredSession>(new StoredSession()));
                return 1;
            }
            catch (InconsistentStateException)
            {
                return 0;
            }
        })));

        results.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task A_write_or_clear_under_an_old_version_fails()
    {
        var state = new GrainState<StoredSession>(new StoredSession());
        await _storage.WriteStateAsync("s", _grain, state);
        var old = await ReadAsync();
        await _storage.WriteStateAsync("s", _grain, state);

        var exception = await Should.ThrowAsync<InconsistentStateException>(() => _storage.WriteStateAsync("s", _grain, old));
        await Should.ThrowAsync<InconsistentStateException>(() => _storage.ClearStateAsync("s", _grain, old));

        exception.StoredEtag.ShouldBe(state.ETag);
        exception.CurrentEtag.ShouldBe(old.ETag);
    }

    [Fact]
    public async Task A_cleared_state_is_new_and_can_be_written()
    {
        var state = new GrainState<StoredSession>(StoredSession.Sample());
        await _storage.WriteStateAsync("s", _grain, state);

        await _storage.ClearStateAsync("s", _grain, state);

        state.RecordExists.ShouldBeFalse();
        state.State.ShouldBeEquivalentTo(new StoredSession());
        (await ReadAsync()).RecordExists.ShouldBeFalse();
        await _storage.WriteStateAsync("s", _grain, state);
        (await ReadAsync()).RecordExists.ShouldBeTrue();
    }

    private async Task<GrainState<StoredSession>> ReadAsync()
    {
        var state = new GrainState<StoredSession>();
        await _storage.ReadStateAsync("s", _grain, state);
        return state;
    }
}
