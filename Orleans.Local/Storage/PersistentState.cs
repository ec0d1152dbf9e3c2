using Orleans.Core;
using Orleans.Local.Storage;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>
/// A grain's hold on one of its states. Its operations run one after the other, as each needs the ETag that the one
/// before it left: a reentrant grain may ask for a write while another is under way. All of it runs on the
/// activation's turns.
/// </summary>
internal sealed class PersistentState<TState>(string stateName, GrainId grainId, IGrainStorage storage)
    : IPersistentState<TState>, IActivationState
{
    private readonly GrainState<TState> _state = new(StateActivator<TState>.Create());
    private Task _last = Task.CompletedTask;

    public TState State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task LoadAsync(CancellationToken cancellationToken) => ReadStateAsync(cancellationToken);

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) =>
        EnqueueAsync(nameof(ReadStateAsync), () => storage.ReadStateAsync(stateName, grainId, _state), cancellationToken);

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        EnqueueAsync(nameof(WriteStateAsync), () => storage.WriteStateAsync(stateName, grainId, _state), cancellationToken);

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ClearStateAsync(CancellationToken cancellationToken) =>
        EnqueueAsync(nameof(ClearStateAsync), () => storage.ClearStateAsync(stateName, grainId, _state), cancellationToken);

    private Task EnqueueAsync(string name, Func<Task> operation, CancellationToken cancellationToken) =>
        _last = RunAsync(name, operation, _last, cancellationToken);

    private async Task RunAsync(string name, Func<Task> operation, Task predecessor, CancellationToken cancellationToken)
    {
        // How the one before ended is its own caller's business.
        await predecessor.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        // An operation that has begun is not given up: nobody could tell then which version is stored.
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await operation();
        }
        catch (Exception exception) when (exception is not OrleansException)
        {
            throw new OrleansException(
                $"Error from storage provider {storage.GetType().Name}.{stateName} during {name} for grain {grainId}: {exception.Message}",
                exception);
        }
    }
}
