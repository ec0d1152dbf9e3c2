using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Messaging;

/// <summary>Whose turn it is to change the device's sessions and sender keys: one unit of work at a time, up to its commit.</summary>
/// <remarks>Whoever has the turn asks the server nothing: the answer would come behind stanzas that wait for the turn.</remarks>
internal sealed class SignalTurn(ClientParts parts) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SignalState _signal = new(parts.Keeper.Store, parts.Random);

    /// <summary>Runs a unit of work, which ends with its commit. If it throws, it didn't happen as far as anyone can tell.</summary>
    internal async Task<T> RunAsync<T>(Func<SignalTransaction, Task<T>> work)
    {
        await _turn.WaitAsync();
        try
        {
            var transaction = _signal.Begin(parts.Keeper.Current);
            var result = await work(transaction);
            foreach (var record in transaction.GivenUp)
                parts.Events.Publish(new RecordGivenUp(record.Address.ToJid(), record.Group));
            return result;
        }
        catch
        {
            // The commit may have come through: only the store knows what is true.
            _signal.Forget();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>For a unit of work that changes nothing but Signal's state.</summary>
    internal Task ChangeAsync(Func<SignalTransaction, Task> work) => RunAsync(async transaction =>
    {
        await work(transaction);
        var delta = transaction.ToDelta();
        if (!delta.IsEmpty)
            await parts.Keeper.CommitAsync(_ => delta);
        transaction.Commit();
        return true;
    });

    /// <summary>Forgets what is cached, once whoever has the turn is done.</summary>
    internal async Task ForgetAsync()
    {
        await _turn.WaitAsync();
        _signal.Forget();
        _turn.Release();
    }

    public void Dispose() => _turn.Dispose();
}
