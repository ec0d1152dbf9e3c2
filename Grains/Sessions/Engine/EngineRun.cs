using Wasilo.Grains.Sessions.Lifecycle;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;

namespace Wasilo.Grains.Sessions.Engine;

/// <summary>
/// One engine under one epoch, from its start to its end. The engine works on the thread pool; its events are handed to the session one by
/// one, in the context that called <see cref="StartAsync"/>, and the next one only when the session is through with the one before.
/// </summary>
internal sealed class EngineRun(
    long epoch, WhatsAppClient client, AbortableTransports transports, IDisposable? ownTransports, Func<bool> autoRead, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Task _pump = Task.CompletedTask;

    public long Epoch => epoch;

    public WhatsAppClient Client => client;

    /// <summary>Loads the credentials and begins to connect.</summary>
    /// <param name="hear">Takes the engine's news; its token is cancelled when the engine is being closed.</param>
    /// <param name="cancellationToken">Gives up loading.</param>
    /// <exception cref="Storage.Secrets.UnreadableCredentialsException">There are credentials, but they can't be read.</exception>
    public async Task StartAsync(Func<EngineInput, CancellationToken, Task> hear, CancellationToken cancellationToken)
    {
        await Task.Run(() => client.StartAsync(cancellationToken), cancellationToken);
        _pump = PumpAsync(hear);
    }

    /// <summary>Asks the server to unlink the device.</summary>
    /// <exception cref="TimeoutException">It didn't answer in time.</exception>
    public async Task UnlinkAsync(DateTimeOffset deadline)
    {
        using var giveUp = new CancellationTokenSource();
        var unlinking = Task.Run(() => client.LogOutAsync(giveUp.Token), CancellationToken.None);
        try
        {
            await unlinking.WaitAsync(Until(deadline), time);
        }
        finally
        {
            await giveUp.CancelAsync();
        }
    }

    /// <summary>Closes the engine; at the deadline its socket is aborted. No event is handed out any more.</summary>
    /// <returns>
    /// What is left to be waited for: the engine's last write, which its epoch fences off, and whoever takes its last event, which may be
    /// the caller.
    /// </returns>
    public async Task<Task> CloseAsync(DateTimeOffset deadline)
    {
        await _closing.CancelAsync();
        var closing = Task.Run(() => client.DisposeAsync().AsTask(), CancellationToken.None);
        try
        {
            await closing.WaitAsync(Until(deadline), time);
        }
        catch (TimeoutException)
        {
            await transports.AbortAsync();
        }

        return EndAsync(closing);
    }

    public void Dispose()
    {
        ownTransports?.Dispose();
        _closing.Dispose();
    }

    private TimeSpan Until(DateTimeOffset deadline)
    {
        var left = deadline - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task EndAsync(Task closing)
    {
        await closing;
        await _pump;
        Dispose();
    }

    private async Task PumpAsync(Func<EngineInput, CancellationToken, Task> hear)
    {
        try
        {
            await foreach (var happened in client.Events.WithCancellation(_closing.Token))
            {
                if (EngineNews.Of(epoch, happened) is { } news)
                    await hear(news, _closing.Token);
                else if (happened is MessageReceived received && autoRead())
                    await MarkReadAsync(received.Source);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Being closed; whoever closes it waits for this.
        }
    }

    // After it was stored: the engine raises the event then, and not before.
    private async Task MarkReadAsync(MessageSource message)
    {
        if (message.IsFromMe || message.IsPeer || message.Chat.Kind is not (JidKind.User or JidKind.Lid or JidKind.Group))
            return;
        try
        {
            await client.Messages.MarkReadAsync([message], _closing.Token);
        }
        catch (NotConnectedException)
        {
            // It stays unread; nothing depends on it.
        }
    }
}
