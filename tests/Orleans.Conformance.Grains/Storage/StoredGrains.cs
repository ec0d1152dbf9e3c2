using Orleans.Concurrency;

namespace Wasilo.Conformance.Grains.Storage;

/// <summary>What is stored.</summary>
[GenerateSerializer, Alias("conformance.note")]
public sealed class Note
{
    /// <summary>Some text.</summary>
    [Id(0)]
    public string Text { get; set; } = "";

    /// <summary>A counter.</summary>
    [Id(1)]
    public int Number { get; set; }

    /// <summary>Some more.</summary>
    [Id(2)]
    public List<string> Tags { get; set; } = [];
}

/// <summary>What a state looks like from inside its grain.</summary>
[GenerateSerializer, Immutable, Alias("conformance.state-view")]
public sealed record StateView(
    [property: Id(0)] string Text, [property: Id(1)] int Number, [property: Id(2)] bool Exists, [property: Id(3)] string? Etag);

/// <summary>Keeps two states in each storage.</summary>
public interface IStoredGrain : IGrainWithStringKey
{
    /// <summary>The first state.</summary>
    Task<StateView> Read();

    /// <summary>The first state as OnActivateAsync saw it.</summary>
    Task<StateView> AtActivation();

    /// <summary>Reads the first state anew from its storage.</summary>
    Task<StateView> Reread();

    /// <summary>Sets and writes the first state.</summary>
    Task<StateView> Write(string text, int number);

    /// <summary>Sets the first state and doesn't write it.</summary>
    Task<StateView> Change(string text);

    /// <summary>Clears the first state.</summary>
    Task<StateView> Clear();

    /// <summary>Sets and writes the second state.</summary>
    Task<StateView> WriteSecond(string text, int number);

    /// <summary>The second state.</summary>
    Task<StateView> ReadSecond();

    /// <summary>The state that is kept in memory.</summary>
    Task<StateView> WriteOther(string text);

    /// <summary>The state that is kept in memory.</summary>
    Task<StateView> ReadOther();

    /// <summary>Ends the activation.</summary>
    Task Deactivate();
}

/// <summary>Keeps two states in a database and one in memory.</summary>
public sealed class StoredGrain(
    [PersistentState("first", StorageNames.Database)] IPersistentState<Note> first,
    [PersistentState("second", StorageNames.Database)] IPersistentState<Note> second,
    [PersistentState("other", StorageNames.Memory)] IPersistentState<Note> other) : Grain, IStoredGrain
{
    private StateView? _atActivation;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _atActivation = View(first);
        return Task.CompletedTask;
    }

    Task<StateView> IStoredGrain.Read() => Task.FromResult(View(first));

    Task<StateView> IStoredGrain.AtActivation() => Task.FromResult(_atActivation!);

    async Task<StateView> IStoredGrain.Reread()
    {
        await first.ReadStateAsync();
        return View(first);
    }

    Task<StateView> IStoredGrain.Write(string text, int number) => Write(first, text, number);

    Task<StateView> IStoredGrain.Change(string text)
    {
        first.State.Text = text;
        return Task.FromResult(View(first));
    }

    async Task<StateView> IStoredGrain.Clear()
    {
        await first.ClearStateAsync();
        return View(first);
    }

    Task<StateView> IStoredGrain.WriteSecond(string text, int number) => Write(second, text, number);

    Task<StateView> IStoredGrain.ReadSecond() => Task.FromResult(View(second));

    Task<StateView> IStoredGrain.WriteOther(string text) => Write(other, text, 0);

    Task<StateView> IStoredGrain.ReadOther() => Task.FromResult(View(other));

    Task IStoredGrain.Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private static async Task<StateView> Write(IPersistentState<Note> state, string text, int number)
    {
        state.State.Text = text;
        state.State.Number = number;
        await state.WriteStateAsync();
        return View(state);
    }

    private static StateView View(IPersistentState<Note> state) =>
        new(state.State.Text, state.State.Number, state.RecordExists, state.Etag);
}
