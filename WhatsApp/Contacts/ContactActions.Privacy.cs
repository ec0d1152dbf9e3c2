using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Contacts;

/// <summary>Whom this account has blocked, and what it shows to whom.</summary>
public sealed partial class ContactActions
{
    /// <summary>Whom this account has blocked.</summary>
    public async Task<IReadOnlyList<Jid>> GetBlocklistAsync(CancellationToken cancellationToken = default) =>
        ReadBlocklist(await _parts.Server.RequestAsync("get", "blocklist", default).WaitAsync(cancellationToken));

    /// <summary>Blocks an account. Returns whom this account has blocked then.</summary>
    /// <exception cref="ArgumentException">The account has no hidden id, by which the server wants it: it isn't on WhatsApp.</exception>
    public Task<IReadOnlyList<Jid>> BlockAsync(Jid account, CancellationToken cancellationToken = default) =>
        ChangeBlocklistAsync(account, "block").WaitAsync(cancellationToken);

    /// <summary>Unblocks an account. Returns whom this account has blocked then.</summary>
    /// <exception cref="ArgumentException">The account has no hidden id, by which the server wants it: it isn't on WhatsApp.</exception>
    public Task<IReadOnlyList<Jid>> UnblockAsync(Jid account, CancellationToken cancellationToken = default) =>
        ChangeBlocklistAsync(account, "unblock").WaitAsync(cancellationToken);

    /// <summary>Who may see or do what, by category: all, contacts, contact_blacklist, none and others.</summary>
    public async Task<IReadOnlyDictionary<string, string>> GetPrivacyAsync(CancellationToken cancellationToken = default) =>
        ReadPrivacy(await _parts.Server.RequestAsync("get", "privacy", [new Node("privacy")]).WaitAsync(cancellationToken));

    /// <summary>Changes who may see or do something. Returns what the server says of it then.</summary>
    /// <param name="category">What: readreceipts, last, online, status, profile, groupadd, calladd, messages, defense, stickers.</param>
    /// <param name="value">Who: all, contacts, contact_blacklist, none; for online: all, match_last_seen; for calladd: all, known.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made nonetheless.</param>
    /// <exception cref="RequestRefusedException">There is no such category, or it has no such value.</exception>
    public async Task<IReadOnlyDictionary<string, string>> SetPrivacyAsync(
        string category, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(category);
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        var change = new Node("privacy", content: [new Node("category", [("name", category), ("value", value)])]);
        return ReadPrivacy(await _parts.Server.RequestAsync("set", "privacy", [change]).WaitAsync(cancellationToken));
    }

    /// <summary>How long messages of new chats stay; null: for good.</summary>
    public Task SetDefaultExpiryAsync(TimeSpan? time, CancellationToken cancellationToken = default)
    {
        var mode = new Node("disappearing_mode", [("duration", (long)(time ?? TimeSpan.Zero).TotalSeconds)]);
        return _parts.Server.RequestAsync("set", "disappearing_mode", [mode]).WaitAsync(cancellationToken);
    }

    private static List<Jid> ReadBlocklist(Node answer) => AccountQueries.ReadBlocklist(answer)
        ?? throw new UnexpectedAnswerException("The answer about the blocklist has no list.");

    private static Dictionary<string, string> ReadPrivacy(Node answer) => AccountQueries.ReadPrivacy(answer)
        ?? throw new UnexpectedAnswerException("The answer about privacy has no settings.");

    private async Task<IReadOnlyList<Jid>> ChangeBlocklistAsync(Jid account, string action)
    {
        Require(account);
        var lid = await Known.Devices.FindLidAsync(account)
            ?? throw new ArgumentException($"'{account}' has no hidden id to block it by; is the number on WhatsApp?", nameof(account));
        var phoneNumber = action == "block" ? await Known.Lids.PhoneNumberOfAsync(account) : null;
        var item = new Node("item", [("action", action), ("jid", lid), ("pn_jid", phoneNumber)]);
        return ReadBlocklist(await _parts.Server.RequestAsync("set", "blocklist", [item]));
    }
}
