using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Directory;

/// <summary>Tokens of trust between this account and others: kept, shown, given.</summary>
internal sealed class PrivacyTokens(ClientParts parts, IServer server, LidMap lids)
{
    /// <summary>Accounts kept at hand.</summary>
    internal const int Capacity = 1024;

    private const string Trusted = "trusted_contact";

    private readonly BoundedCache<Jid, PrivacyToken> _kept = new(Capacity);

    /// <summary>The token to show with what is sent to an account; null if it gave none, or too long ago.</summary>
    internal async Task<ReadOnlyMemory<byte>?> FindAsync(Jid account)
    {
        var token = await LoadAsync(await KeyOfAsync(account));
        return token.IsUsable(parts.Time.GetUtcNow()) ? token.Token : default(ReadOnlyMemory<byte>?);
    }

    /// <summary>Keeps what an account gave, unless something newer is kept.</summary>
    /// <param name="account">Who gave it.</param>
    /// <param name="token">The token.</param>
    /// <param name="given">When.</param>
    /// <param name="issued">When we gave one; null if that isn't known here.</param>
    internal Task KeepAsync(Jid account, ReadOnlyMemory<byte> token, DateTimeOffset given, DateTimeOffset? issued = null) =>
        token.Length is 0 or > PrivacyToken.MaxLength
            ? Task.CompletedTask
            : ChangeAsync(account, kept => kept.With(token, given, issued));

    /// <summary>
    /// Keeps the tokens of a notification or an answer:
    /// <c>&lt;tokens&gt;&lt;token type="trusted_contact" [jid] t&gt;TOKEN&lt;/token&gt;&lt;/tokens&gt;</c>.
    /// </summary>
    internal async Task KeepAsync(Jid account, Node? tokens)
    {
        foreach (var token in tokens?.ChildrenTagged("token") ?? [])
        {
            if (token["type"] == Trusted && token.Time("t") is { } given)
                await KeepAsync(account, token.Bytes, given);
        }
    }

    /// <summary>Gives an account a token of ours if it is due; to be called after a message was sent to it.</summary>
    /// <exception cref="RequestException">The server wasn't reached, or refused. It is due again with the next message.</exception>
    internal async Task IssueIfDueAsync(Jid account)
    {
        if ((await LoadAsync(await KeyOfAsync(account))).IsIssueDue(parts.Time.GetUtcNow()))
            await IssueAsync(account);
    }

    /// <summary>Gives it anew to an account that has had one: its new identity doesn't know it.</summary>
    internal async Task ReissueAsync(Jid account)
    {
        if ((await LoadAsync(await KeyOfAsync(account))).Issued is not null)
            await IssueAsync(account);
    }

    internal void Clear() => _kept.Clear();

    private async Task IssueAsync(Jid account)
    {
        var now = parts.Time.GetUtcNow();
        var token = new Node("token", [("jid", account.ToAccount()), ("t", now.ToUnixTimeSeconds()), ("type", Trusted)]);
        var answer = await server.RequestAsync("set", "privacy", [new Node("tokens", content: [token])]);
        await ChangeAsync(account, kept => kept with { Issued = now });
        await KeepAsync(account, answer.Child("tokens"));
    }

    private async ValueTask<Jid> KeyOfAsync(Jid account) => await lids.LidOfAsync(account) ?? LidMap.AccountOf(account);

    private async ValueTask<PrivacyToken> LoadAsync(Jid key)
    {
        if (_kept.TryGet(key, out var kept))
            return kept;
        var record = await parts.Keeper.Store.LoadAppStateAsync(NameOf(key), CancellationToken.None);
        var loaded = record is { } bytes ? PrivacyToken.Read(bytes) : PrivacyToken.None;
        _kept.PutIfAbsent(key, loaded);
        return loaded;
    }

    private async Task ChangeAsync(Jid account, Func<PrivacyToken, PrivacyToken> change)
    {
        var key = await KeyOfAsync(account);
        var loaded = await LoadAsync(key);
        if (change(loaded) == loaded)
            return;
        try
        {
            await parts.Keeper.CommitAsync(_ =>
            {
                // One commit at a time gets here, so what another one changed meanwhile isn't lost.
                var changed = change(_kept.TryGet(key, out var latest) ? latest : loaded);
                _kept.Put(key, changed);
                return new StoreDelta { AppState = [(NameOf(key), changed.Write())] };
            });
        }
        catch
        {
            _kept.Remove(key);
            throw;
        }
    }

    // Beside the collections of app state, which have no slash in their names.
    private static string NameOf(Jid key) => $"tctoken/{key}";
}
