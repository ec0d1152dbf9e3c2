using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Client;

/// <summary>The device's credentials in memory, and the one way to change them: in the store first.</summary>
/// <remarks>
/// Commits are never given up half way: not to know whether one was written is worse than to wait for it. Each connection begins with what
/// the store has, so that a commit that failed without saying whether it was written does no harm.
/// </remarks>
internal sealed class CredentialKeeper(IEngineStore store, long epoch) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Credentials? _current;

    internal IEngineStore Store => store;

    /// <summary>What the owner of the device got when it took over; every commit is made with it.</summary>
    internal long Epoch => epoch;

    internal Credentials Current => _current ?? throw new InvalidOperationException("The credentials haven't been loaded.");

    /// <summary>What the store has; else those of the device that is to be paired.</summary>
    internal async Task<Credentials> LoadAsync(IRandomSource random, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var unpaired = _current is { IsPaired: false } ? _current : null;
            _current = await store.LoadCredentialsAsync(cancellationToken) ?? unpaired ?? Credentials.Generate(random, now);
            return _current;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Commits a change that is made of the current credentials.</summary>
    internal async Task CommitAsync(Func<Credentials, StoreDelta> change)
    {
        await _turn.WaitAsync();
        try
        {
            var delta = change(Current);
            await store.CommitAsync(delta, epoch, CancellationToken.None);
            _current = delta.Credentials ?? _current;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Deletes everything of the device.</summary>
    internal async Task WipeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            await store.CommitAsync(new StoreDelta { Wipe = true }, epoch, CancellationToken.None);
            _current = null;
        }
        finally
        {
            _turn.Release();
        }
    }
}
