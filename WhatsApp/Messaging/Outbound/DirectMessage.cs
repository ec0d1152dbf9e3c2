using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>A message to one account: a copy for each of its devices, and for each of this account's others.</summary>
/// <remarks><code>
/// &lt;message id to="(account)" type [edit] [peer_recipient_pn]&gt;
///   &lt;participants&gt;&lt;to jid="(device)"&gt;&lt;enc v="2" type="pkmsg|msg"/&gt;&lt;/to&gt;...&lt;/participants&gt;
///   [&lt;device-identity/&gt;] [&lt;meta/&gt;] [&lt;reporting/&gt;] [&lt;tctoken/&gt;]
/// &lt;/message&gt;
/// </code></remarks>
internal sealed class DirectMessage(MessagePipeline pipeline, string id, Jid chat, Message message) : OutgoingItem(id, chat.ToAccount())
{
    private readonly KeySupply _keys = new(pipeline);
    private Audience? _audience;
    private ReadOnlyMemory<byte>? _token;
    private IReadOnlyList<Jid> _missing = [];

    internal override async Task PrepareAsync()
    {
        var directory = pipeline.Parts.Directory;
        _audience ??= await Audience.OfAccountAsync(Lane, directory, pipeline.Me);
        _token ??= await directory.Tokens.FindAsync(_audience.To);
    }

    internal override Task FetchAsync() => _keys.FetchAsync(_missing);

    internal override async Task<Sealed?> EncryptAsync(SignalTransaction transaction)
    {
        var audience = _audience!;
        Jid[] devices = [.. audience.Own, .. audience.Recipients];
        if (await _keys.FindMissingAsync(transaction, devices) is { } missing)
        {
            _missing = missing;
            return null;
        }

        var attributes = StanzaAttributes.Of(message);
        var copies = new DeviceCopies(pipeline, transaction, attributes.MediaType, attributes.DecryptFail);
        foreach (var device in audience.Recipients)
        {
            if (!_keys.IsUnreachable(device))
                await copies.AddAsync(device, message);
        }

        if (copies.Count == 0 && audience.Recipients.Count > 0)
            throw new RecipientNotFoundException(audience.To);
        var own = MessageWriter.ForOwnDevices(message, audience.To);
        foreach (var device in audience.Own)
        {
            if (!_keys.IsUnreachable(device))
                await copies.AddAsync(device, own);
        }

        if (copies.Count == 0)
            throw new RecipientNotFoundException(audience.To);
        return new Sealed(Stanza(audience, attributes, copies), audience.To, message.ToByteArray(), devices);
    }

    private Node Stanza(Audience audience, StanzaAttributes attributes, DeviceCopies copies)
    {
        var content = new List<Node>(4) { copies.ToNode() };
        if (copies.NeedsIdentity)
            content.Add(EncNodes.DeviceIdentity(pipeline.Me.Account));
        if (attributes.Meta is { } meta)
            content.Add(meta);
        if (ReportingToken.NodeOf(message, Id, pipeline.Me.In(audience.To.Kind).ToAccount(), audience.To) is { } reporting)
            content.Add(reporting);
        if (_token is { IsEmpty: false } token)
            content.Add(new Node("tctoken", content: token.ToArray()));
        return new Node(
            "message",
            [
                ("id", Id),
                ("to", audience.To),
                ("type", attributes.Type),
                ("edit", attributes.Edit),
                ("peer_recipient_pn", audience.PhoneNumber),
            ],
            [.. content]);
    }
}
