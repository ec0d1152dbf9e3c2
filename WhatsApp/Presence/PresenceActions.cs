using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Presence;

/// <summary>Who is there, and who is writing.</summary>
/// <remarks>
/// The server tells of others only while this account is shown as available itself; see
/// <see cref="WhatsAppClient.AnnouncePresenceAsync"/>.
/// </remarks>
public sealed class PresenceActions
{
    private readonly ClientParts _parts;

    internal PresenceActions(ClientParts parts) => _parts = parts;

    /// <summary>Lets the server report when someone comes and goes; for as long as this connection lasts.</summary>
    /// <exception cref="NotConnectedException">There is no connection.</exception>
    public async Task SubscribeAsync(Jid account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (account.Kind is not (JidKind.User or JidKind.Lid or JidKind.Group))
            throw new ArgumentException($"'{account}' is no account and no group, so it has no presence.", nameof(account));
        var token = account.Kind == JidKind.Group ? null : await _parts.Directory.Tokens.FindAsync(account);
        Node[] content = token is { } shown ? [new Node("tctoken", content: shown.ToArray())] : [];
        await _parts.Server.SendAsync(new Node(
            "presence", [("to", account.ToAccount()), ("type", "subscribe")], content.Length > 0 ? [.. content] : default))
            .WaitAsync(cancellationToken);
    }

    /// <summary>Shows in a chat that this account is writing or recording; to be repeated every ten seconds or so while it lasts.</summary>
    /// <exception cref="NotConnectedException">There is no connection.</exception>
    public Task SetStateAsync(Jid chat, ChatState state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chat);
        if (chat.Kind is not (JidKind.User or JidKind.Lid or JidKind.Group))
            throw new ArgumentException($"'{chat}' is no chat in which one is seen writing.", nameof(chat));
        var shown = state switch
        {
            ChatState.Typing => new Node("composing"),
            ChatState.Recording => new Node("composing", [("media", "audio")]),
            _ => new Node("paused"),
        };
        return _parts.Server.SendAsync(new Node("chatstate", [("to", chat.ToAccount())], [shown])).WaitAsync(cancellationToken);
    }
}
