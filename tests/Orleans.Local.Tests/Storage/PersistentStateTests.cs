using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Local.Storage;
using Orleans.Runtime;
using Orleans.Storage;

namespace Wasilo.Orleans.Local.Tests.Storage;

public class PersistentStateTests
{
    private static readonly GrainId Grain = GrainId.Create("state", "a");
    private readonly MemoryGrainStorage _storage = new("memory", new JsonGrainStorageSerializer());

    [Fact]
    public async Task A_state_is_loaded_and_written_under_its_name()
    {
        var first = Create(nameof(Parameters.Named));
        await Load(first);
        first.RecordExists.ShouldBeFalse();
        first.State.Name = "x";
        await first.WriteStateAsync();

        var second = Create(nameof(Parameters.Named));
        await Load(second);

        second.RecordExists.ShouldBeTrue();
        second.State.Name.ShouldBe("x");
        second.Etag.ShouldBe(first.Etag);
    }

    [Fact]
    public async Task Writes_that_overlap_run_one_after_the_other()
    {
        var state = Create(nameof(Parameters.Named));
        await Load(state);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => state.WriteStateAsync()));

        state.Etag.ShouldBe("5");
    }

    [Fact]
    public async Task A_failed_write_fails_its_caller_and_no_later_one()
    {
        var (state, other) = (Create(nameof(Parameters.Named)), Create(nameof(Parameters.Named)));
        await Load(state);
        await Load(other);
        await other.WriteStateAsync();

        var failed = state.WriteStateAsync();
        var read = state.ReadStateAsync();

        await Should.ThrowAsync<InconsistentStateException>(() => failed);
        await read;
        await state.WriteStateAsync();
        state.Etag.ShouldNotBe(other.Etag);
    }

    [Fact]
    public async Task A_clear_makes_a_new_state()
    {
        var state = Create(nameof(Parameters.Named));
        await Load(state);
        state.State.Name = "x";
        await state.WriteStateAsync();

        await state.ClearStateAsync();

        state.State.Name.ShouldBeEmpty();
        state.RecordExists.ShouldBeFalse();
    }

    [Fact]
    public async Task An_error_of_storage_arrives_as_one_of_Orleans_that_names_the_grain()
    {
        var state = Create(nameof(Parameters.Named), new BrokenStorage());

        var exception = await Should.ThrowAsync<OrleansException>(() => Load(state));

        exception.Message.ShouldContain("BrokenStorage.named during ReadStateAsync for grain state/a: no disk");
        exception.InnerException.ShouldBeOfType<IOException>();
    }

    [Theory]
    [InlineData(nameof(Parameters.Elsewhere), "No storage provider named \"elsewhere\" found loading grain type state")]
    [InlineData(nameof(Parameters.Unnamed), "No default storage provider found loading grain type state")]
    public void A_missing_storage_is_named(string parameter, string expected) =>
        Should.Throw<BadProviderConfigException>(() => Create(parameter)).Message.ShouldStartWith(expected);

    [Fact]
    public void A_parameter_of_another_type_is_refused() =>
        Should.Throw<OrleansException>(() => Create(nameof(Parameters.Wrong))).Message.ShouldContain("must be an IPersistentState<T>");

    private static Task Load(IPersistentState<StoredSession> state) => ((IActivationState)state).LoadAsync(CancellationToken.None);

    private IPersistentState<StoredSession> Create(string method, IGrainStorage? storage = null)
    {
        using var services = new ServiceCollection().AddKeyedSingleton("memory", storage ?? _storage).BuildServiceProvider();
        var parameter = typeof(Parameters).GetMethod(method)!.GetParameters().Single();
        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        return (IPersistentState<StoredSession>)new PersistentStateFactory().Create(parameter, attribute, Grain, services);
    }

    private static class Parameters
    {
        public static void Named([PersistentState("named", "memory")] IPersistentState<StoredSession> state) => _ = state;

        public static void Unnamed([PersistentState("named")] IPersistentState<StoredSession> state) => _ = state;

        public static void Elsewhere([PersistentState("named", "elsewhere")] IPersistentState<StoredSession> state) => _ = state;

        public static void Wrong([PersistentState("named", "memory")] StoredSession state) => _ = state;
    }

    private sealed class BrokenStorage : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new IOException("no disk");

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new IOException("no disk");

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new IOException("no disk");
    }
}
