using System.Collections.Concurrent;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>Gives each account one name: its phone number where that is known, else its hidden id. The same chat comes under both.</summary>
internal sealed class ChatDirectory(IEngineStore store)
{
    private const int Kept = 10_000;

    private readonly ConcurrentDictionary<Jid, Jid> _numbers = new();

    /// <param name="jid">A chat or sender.</param>
    /// <param name="alternative">The same in the other addressing, if that was told.</param>
    public async ValueTask<Jid> NameAsync(Jid jid, Jid? alternative = null)
    {
        var account = jid.ToAccount();
        if (account.Kind != JidKind.Lid)
            return account;
        if (alternative?.ToAccount() is { Kind: JidKind.User } told)
            return told;
        if (_numbers.TryGetValue(account, out var known))
            return known;
        if (await store.LoadPhoneNumberAsync(account, CancellationToken.None) is not { } number)
            return account;
        if (_numbers.Count >= Kept)
            _numbers.Clear();
        return _numbers[account] = number.ToAccount();
    }

    /// <summary>The account's hidden id, if it is known.</summary>
    public async ValueTask<Jid?> HiddenAsync(Jid jid, Jid? alternative = null)
    {
        if (jid.Kind == JidKind.Lid)
            return jid.ToAccount();
        if (alternative?.Kind == JidKind.Lid)
            return alternative.ToAccount();
        return jid.Kind == JidKind.User ? await store.LoadLidAsync(jid.ToAccount(), CancellationToken.None) : null;
    }
}
