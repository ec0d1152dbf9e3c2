using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Calls;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Presence;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Client;

/// <summary>What the server says, and what is done about it.</summary>
/// <remarks>
/// Every notification is acknowledged once the device is logged in. Other stanzas that aren't listed here are not: the server keeps them
/// for a client that can take them.
/// </remarks>
internal sealed partial class ConnectionRun
{
    private async Task HandleAsync(Node node)
    {
        switch (node.Tag)
        {
            case "iq":
                await HandleIqAsync(node);
                break;
            case "success":
                await HandleSuccessAsync(node);
                break;
            case "failure":
                End(StreamErrors.OfFailure(node));
                break;
            case "stream:error":
                End(StreamErrors.OfStreamError(node));
                break;
            case "xmlstreamend":
            case var _ when node.IsStreamEnd:
                End(new ConnectionEnd(EndReason.StreamClosed, EndAction.Reconnect));
                break;
            case "ib":
                foreach (var child in node.Children)
                    await HandleInfoAsync(child);
                break;
            case "notification":
                await HandleNotificationAsync(node);
                break;
            case "message" or "receipt" when _pairing is null:
            case "ack" when node["class"] == "message":
                await HandleMessageAsync(node);
                break;
            case "call" when IsLoggedIn:
                await HandleCallAsync(node);
                break;
            case "presence":
                Report(PresenceReader.ReadPresence(node));
                break;
            case "chatstate":
                Report(PresenceReader.ReadChatState(node));
                break;
        }
    }

    private async Task HandleIqAsync(Node iq)
    {
        if (iq["type"] is "result" or "error")
        {
            _router.TryAnswer(iq); // false: a ping's, or one that came too late
            return;
        }

        if (iq.Jid("from") != Jid.WhatsApp)
            return;
        if (iq["xmlns"] == "urn:xmpp:ping")
            await SendAsync(new Node("iq", [("to", Jid.WhatsApp), ("type", "result"), ("id", iq["id"])]));
        else if (_pairing is not null && iq.Child("pair-device") is not null)
            await OfferPairingAsync(iq);
        else if (_pairing is not null && iq.Child("pair-success") is not null)
            await _pairing.AcceptAsync(iq);
    }

    private Task OfferPairingAsync(Node iq)
    {
        WasOfferedPairing = true;
        return Pairing.OfferAsync(iq);
    }

    private async Task HandleSuccessAsync(Node success)
    {
        if (_pairing is not null || IsLoggedIn)
            return; // not for this connection, or said twice
        IsLoggedIn = true;
        var now = _parts.Time.GetUtcNow();
        var serverTime = long.TryParse(success["t"], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeSeconds(seconds) - now
                : TimeSpan.Zero;
        await AdoptLidAsync(success.Jid("lid"));
        _parts.Server.Use(this);
        ResumeMessages();
        Beside(async () =>
        {
            await _login.BecomeActiveAsync();
            _parts.States.Change(ConnectionState.Connected);
            await _login.SettleAsync(serverTime);
        });
    }

    private async Task AdoptLidAsync(Jid? lid)
    {
        if (lid is not { Kind: JidKind.Lid } || lid == _parts.Keeper.Current.Lid)
            return;
        var mapping = (_parts.Keeper.Current.Id!.ToAccount(), lid.ToAccount());
        await _parts.Keeper.CommitAsync(
            credentials => new StoreDelta { Credentials = credentials with { Lid = lid }, LidMappings = [mapping] });
        _parts.Directory.Lids.Note([mapping]);
    }

    private async Task HandleInfoAsync(Node info)
    {
        switch (info.Tag)
        {
            case "edge_routing" when info.Child("routing_info") is { } routing
                && !routing.Bytes.Span.SequenceEqual(_parts.Keeper.Current.RoutingInfo.Span): // said at each login, and mostly the same
                await _parts.Keeper.CommitAsync(
                    credentials => new StoreDelta { Credentials = credentials with { RoutingInfo = routing.Bytes.ToArray() } });
                break;
            case "offline_preview":
                _parts.Events.Publish(new OfflineBacklog(Number(info["count"]), Number(info["message"])));
                // As many at a time as Baileys asks for; a server that doesn't wait for it sends them anyhow.
                await SendAsync(new Node("ib", content: [new Node("offline_batch", [("count", 100)])]));
                break;
            case "offline":
                _parts.Events.Publish(new OfflineDelivered(Number(info["count"])));
                break;
            case "dirty" when info["type"] is { } type:
                _parts.Events.Publish(new DirtyReported(type, info["timestamp"]));
                if (await _account.NoteChangeAsync(type, info["timestamp"]) is { } clean)
                    Beside(() => _login.CleanAsync(clean));
                break;
            case "downgrade_webclient":
                End(new ConnectionEnd(EndReason.MultiDeviceUnsupported, EndAction.Stop) { Code = 411 });
                break;
        }
    }

    private async Task HandleNotificationAsync(Node notification)
    {
        switch (notification["type"])
        {
            case "encrypt" when notification.Child("count") is { } count && _pairing is null:
                await AcknowledgeAsync(notification);
                if (Number(count["value"]) < PreKeyMaintenance.LowCount)
                    Beside(_login.RefillPreKeysAsync);
                break;
            case "link_code_companion_reg" when _pairing is not null:
                await AcknowledgeAsync(notification);
                Beside(() => Pairing.AnswerPhoneAsync(notification));
                break;
            case var _ when IsLoggedIn:
                if (await _parts.Notifications.HandleAsync(notification) is { } followUp)
                    Beside(followUp);
                await AcknowledgeAsync(notification);
                break;
        }
    }

    private async Task HandleCallAsync(Node call)
    {
        Report(CallReader.Read(call, _parts.Time.GetUtcNow()));
        if (CallReader.ReceiptOf(call) is { } receipt)
            await SendAsync(receipt);
        await AcknowledgeAsync(call);
    }

    private void Report(ClientEvent? happened)
    {
        if (happened is not null)
            _parts.Events.Publish(happened);
    }

    private Task AcknowledgeAsync(Node stanza) => SendAsync(Ack.Of(stanza));
}
