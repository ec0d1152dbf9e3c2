using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Client;

/// <summary>What a client asks and tells after <c>success</c>, in the order of web clients.</summary>
internal sealed class Login(ClientParts parts, IServer server, PreKeyMaintenance preKeys, AccountQueries account)
{
    private volatile bool _hasAnnounced;

    /// <summary>Supplies keys and becomes active; messages can be sent and received then.</summary>
    internal async Task BecomeActiveAsync()
    {
        // A new device has its first keys at the server before anyone is to write to it.
        if (preKeys.HasUploaded)
        {
            await TogetherAsync(() => [TolerateAsync(preKeys.RefillAsync), TolerateAsync(BecomeActive)]);
        }
        else
        {
            await TolerateAsync(preKeys.RefillAsync);
            await TolerateAsync(BecomeActive);
        }

        Task BecomeActive() => SetActiveAsync(true);
    }

    /// <summary>What nobody has to wait for.</summary>
    /// <param name="serverTime">The server's clock less ours.</param>
    internal async Task SettleAsync(TimeSpan serverTime)
    {
        await TogetherAsync(() =>
        [
            AnnounceUnlessDoneAsync(),
            server.SendAsync(UnifiedSession.At(parts.Time.GetUtcNow() + serverTime)),
            TolerateAsync(preKeys.CheckIfDueAsync),
            account.AskAsync(),
        ]);
        await TolerateAsync(preKeys.RotateIfDueAsync);
    }

    /// <summary>The server says that it runs low on keys.</summary>
    internal Task RefillPreKeysAsync() => TolerateAsync(preKeys.RefillAsync);

    /// <summary>A change that the server reported has been dealt with.</summary>
    internal Task CleanAsync(Node clean) => TolerateAsync(() => account.CleanAsync(clean));

    /// <summary>Whether the server sends what happens to this connection as it happens.</summary>
    internal Task SetActiveAsync(bool active) => server.RequestAsync("set", "passive", [new Node(active ? "active" : "passive")]);

    /// <summary>Whether the account is shown as available: what arrives then is received actively.</summary>
    internal bool IsAvailable { get; private set; }

    /// <summary>Shows the account as available or not. Without a name the server doesn't take it.</summary>
    internal Task AnnounceAsync(bool available)
    {
        _hasAnnounced = true;
        IsAvailable = available;
        return server.SendAsync(
            new Node("presence", [("name", parts.Keeper.Current.PushName), ("type", available ? "available" : "unavailable")]));
    }

    private async Task TogetherAsync(Func<Task[]> begin)
    {
        Task[] begun = [];
        try
        {
            await server.SendTogetherAsync(() => begun = begin());
        }
        finally
        {
            await Task.WhenAll(begun);
        }
    }

    // If the caller was quicker, what it said counts.
    private Task AnnounceUnlessDoneAsync() =>
        parts.Options.AnnouncePresence && !_hasAnnounced && parts.Keeper.Current.PushName is { Length: > 0 }
            ? AnnounceAsync(available: true)
            : Task.CompletedTask;

    // A login goes on when one of its requests fails, as with every other client: the next login makes up for it.
    private static async Task TolerateAsync(Func<Task> request)
    {
        try
        {
            await request();
        }
        catch (Exception e) when (e is RequestRefusedException or RequestTimeoutException or UnexpectedAnswerException)
        {
            // The connection still stands, and nothing that was to be stored is lost.
        }
    }
}

/// <summary>The week in which the client is used, as web clients number it: milliseconds since Monday.</summary>
internal static class UnifiedSession
{
    private static readonly TimeSpan Shift = TimeSpan.FromDays(3);
    private static readonly TimeSpan Cycle = TimeSpan.FromDays(7);

    internal static Node At(DateTimeOffset now)
    {
        long id = (now + Shift).ToUnixTimeMilliseconds() % (long)Cycle.TotalMilliseconds;
        return new Node("ib", content: [new Node("unified_session", [("id", id)])]);
    }
}
