using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;

namespace Wasilo.WhatsApp.Calls;

/// <summary>Calls: they can be refused, not taken.</summary>
public sealed class CallActions
{
    private readonly ClientParts _parts;

    internal CallActions(ClientParts parts) => _parts = parts;

    /// <summary>Refuses a call; it stops ringing everywhere.</summary>
    /// <param name="call">As it was offered.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="NotConnectedException">There is no connection.</exception>
    public Task RejectAsync(CallInfo call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var credentials = _parts.Keeper.Current;
        // In the space in which the caller is named; it knows this account by that.
        var own = call.Creator.Kind is JidKind.Lid or JidKind.HostedLid ? credentials.Lid ?? credentials.Id : credentials.Id;
        var reject = new Node("reject", [("call-id", call.Id), ("call-creator", call.Creator), ("count", "0")]);
        var stanza = new Node("call", [("from", own?.ToAccount()), ("to", call.Creator.ToAccount()), ("id", NewId())], [reject]);
        return _parts.Server.SendAsync(stanza).WaitAsync(cancellationToken);
    }

    private string NewId()
    {
        byte[] bytes = new byte[16];
        _parts.Random.Fill(bytes);
        return Convert.ToHexString(bytes);
    }
}
