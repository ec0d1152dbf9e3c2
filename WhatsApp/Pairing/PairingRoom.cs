using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Pairing;

/// <summary>Everything about pairing on one connection of a device that has no account yet.</summary>
internal sealed class PairingRoom(ClientParts parts, IServer server, Action<ConnectionEnd> end) : IDisposable
{
    private readonly QrRotation _qr = new(parts, end);
    private readonly PairingByCode _byCode = new(parts, server);
    private volatile bool _isOpen;

    /// <summary>The server offers references for QR codes, and takes pairing codes from now on.</summary>
    internal async Task OfferAsync(Node iq)
    {
        var references = iq.Child("pair-device")!.ChildrenTagged("ref").Select(reference => reference.Text).OfType<string>().ToList();
        await server.SendAsync(ResultFor(iq));
        parts.States.Change(ConnectionState.AwaitingPairing);
        _qr.Start(references);
        _isOpen = true;
    }

    /// <summary>Asks for a pairing code.</summary>
    internal Task<string> RequestCodeAsync(Jid account, string code) => _isOpen
        ? _byCode.RequestAsync(account, code)
        : throw NotOpen();

    internal static InvalidOperationException NotOpen() =>
        new("A pairing code can be asked for while the client awaits pairing: wait for its first QR code.");

    /// <summary>The phone has answered a pairing code.</summary>
    internal Task AnswerPhoneAsync(Node notification) => _byCode.AnswerPhoneAsync(notification);

    /// <summary>The phone has agreed: verifies that, stores the account, and only then confirms.</summary>
    internal async Task AcceptAsync(Node iq)
    {
        DeviceIdentity identity;
        Credentials paired;
        try
        {
            (identity, paired) = Verify(iq.Child("pair-success")!);
        }
        catch (PairingException e)
        {
            await server.SendAsync(new Node(
                "iq",
                [("to", Jid.WhatsApp), ("type", "error"), ("id", iq["id"])],
                [new Node("error", [("code", e.Code), ("text", e.Text)])]));
            throw;
        }

        _isOpen = false;
        _qr.Stop();
        await parts.Keeper.CommitAsync(_ => DeltaOf(paired, identity));
        parts.Events.Publish(new Paired(paired.Id!, paired.Lid, paired.Platform, paired.BusinessName));
        var signed = new Node("device-identity", [("key-index", identity.KeyIndex)], identity.Reply);
        await server.SendAsync(ResultFor(iq, [new Node("pair-device-sign", content: [signed])]));
    }

    public void Dispose()
    {
        _qr.Stop();
        _byCode.Dispose();
    }

    private static Node ResultFor(Node iq, NodeContent content = default) =>
        new("iq", [("to", Jid.WhatsApp), ("type", "result"), ("id", iq["id"])], content);

    private (DeviceIdentity Identity, Credentials Paired) Verify(Node success)
    {
        var credentials = parts.Keeper.Current;
        ReadOnlyMemory<byte>[] secrets = _byCode.Secret is { } secret ? [credentials.AdvSecret, secret] : [credentials.AdvSecret];
        var authenticated = success.Child("device-identity")?.Bytes ?? default;
        var identity = DeviceIdentity.Accept(authenticated.Span, secrets, credentials.IdentityKey, parts.Random);

        var device = success.Child("device");
        if (device?.Jid("jid") is not { Kind: JidKind.User, Device: > 0 } id
            || !ulong.TryParse(id.User, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new MalformedPairingException("pair-success names no device of an account.");
        return (identity, credentials with
        {
            Id = id,
            Lid = device.Jid("lid") is { Kind: JidKind.Lid } lid ? lid : null,
            Account = identity.Account,
            Platform = success.Child("platform")?["name"],
            BusinessName = success.Child("biz")?["name"],
        });
    }

    // The account's key is the identity of its phone, which is device 0; its sessions are kept under the hidden id where that is known.
    private static StoreDelta DeltaOf(Credentials paired, DeviceIdentity identity)
    {
        var phone = (paired.Lid ?? paired.Id!).ToAccount();
        return new StoreDelta
        {
            Wipe = true, // a new device begins with nothing of an earlier one
            Credentials = paired,
            Identities = [(SignalAddress.Of(phone), identity.AccountKey)],
            LidMappings = paired.Lid is { } lid ? [(paired.Id!.ToAccount(), lid.ToAccount())] : [],
        };
    }
}
