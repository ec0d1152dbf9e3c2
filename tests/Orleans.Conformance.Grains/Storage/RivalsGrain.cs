using Orleans.Storage;

namespace Wasilo.Conformance.Grains.Storage;

/// <summary>Holds one record twice, so that each holder can overtake the other, as two activations of one grain would.</summary>
public interface IRivalsGrain : IGrainWithStringKey
{
    /// <summary>Which activation answers.</summary>
    Task<Guid> Instance();

    /// <summary>Writes by one, then by the other, which has not seen the first write.</summary>
    Task WriteBoth(string first, string second);

    /// <summary>As <see cref="WriteBoth"/>, but the other reads anew when it is told that it is late.</summary>
    Task<StateView> WriteBothWithRetry(string first, string second);

    /// <summary>Writes by one, lets the other see it, writes by the one again, then clears by the other.</summary>
    Task WriteOneClearOther(string text);

    /// <summary>What the storage holds.</summary>
    Task<StateView> Stored();
}

/// <summary>Holds one record twice.</summary>
public sealed class RivalsGrain(
    [PersistentState("rivals", StorageNames.Database)] IPersistentState<Note> one,
    [PersistentState("rivals", StorageNames.Database)] IPersistentState<Note> other) : Grain, IRivalsGrain
{
    private readonly Guid _instance = Guid.NewGuid();

    Task<Guid> IRivalsGrain.Instance() => Task.FromResult(_instance);

    async Task IRivalsGrain.WriteBoth(string first, string second)
    {
        await Write(one, first);
        await Write(other, second);
    }

    async Task<StateView> IRivalsGrain.WriteBothWithRetry(string first, string second)
    {
        await Write(one, first);
        try
        {
            await Write(other, second);
        }
        catch (InconsistentStateException)
        {
            await other.ReadStateAsync();
            await Write(other, second);
        }

        return View(other);
    }

    async Task IRivalsGrain.WriteOneClearOther(string text)
    {
        await Write(one, "seen by both");
        await other.ReadStateAsync();
        await Write(one, text);
        await other.ClearStateAsync();
    }

    async Task<StateView> IRivalsGrain.Stored()
    {
        await one.ReadStateAsync();
        return View(one);
    }

    private static Task Write(IPersistentState<Note> state, string text)
    {
        state.State.Text = text;
        return state.WriteStateAsync();
    }

    private static StateView View(IPersistentState<Note> state) =>
        new(state.State.Text, state.State.Number, state.RecordExists, state.Etag);
}
