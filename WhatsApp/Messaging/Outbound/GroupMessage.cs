using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Outbound;

/// <summary>
/// A message to a group or to the status list: encrypted once, with this device's sender key there, and the key itself for each device that
/// doesn't have it yet.
/// </summary>
/// <remarks>
/// <code>
/// &lt;message id to="(group)" type addressing_mode="lid|pn" phash [edit]&gt;
///   [&lt;participants&gt;&lt;to jid="(device)"&gt;&lt;enc v="2" type="pkmsg|msg"/&gt;&lt;/to&gt;...&lt;/participants&gt;]
///   &lt;enc v="2" type="skmsg"/&gt; [&lt;device-identity/&gt;] [&lt;meta/&gt;] [&lt;reporting/&gt;]
/// &lt;/message&gt;
/// </code>
/// As soon as a device that has the key isn't a member's any more, there is a new key: whoever left, or lost a device, reads nothing more.
/// </remarks>
/// <param name="pipeline">The client's.</param>
/// <param name="id">The message's id.</param>
/// <param name="chat">The group, or the status list.</param>
/// <param name="message">What it says.</param>
/// <param name="viewers">Who may see a status update; null for a group.</param>
internal sealed class GroupMessage(MessagePipeline pipeline, string id, Jid chat, Message message, IReadOnlyList<Jid>? viewers)
    : OutgoingItem(id, chat)
{
    private readonly KeySupply _keys = new(pipeline);
    private GroupAudience? _audience;
    private IReadOnlyList<Jid> _missing = [];

    internal override async Task PrepareAsync() => _audience ??= viewers is null
        ? await GroupAudience.OfGroupAsync(Lane, pipeline.Parts.Directory)
        : await GroupAudience.OfStatusAsync(viewers, pipeline.Parts.Directory, pipeline.Me);

    internal override Task FetchAsync() => _keys.FetchAsync(_missing);

    internal override async Task<Sealed?> EncryptAsync(SignalTransaction transaction)
    {
        var audience = _audience!;
        var without = await FindWithoutKeyAsync(transaction, audience);
        if (await _keys.FindMissingAsync(transaction, without) is { } missing)
        {
            _missing = missing;
            return null;
        }

        var copies = new DeviceCopies(pipeline, transaction);
        await DistributeAsync(transaction, without, copies);
        var attributes = StanzaAttributes.Of(message);
        byte[] ciphertext = await transaction.EncryptForGroupAsync(
            Lane, pipeline.SenderKeyAddress, MessageCodec.WritePadded(message, pipeline.Parts.Random));
        var enc = EncNodes.OfGroup(ciphertext, attributes.MediaType, attributes.DecryptFail);
        return new Sealed(Stanza(audience, attributes, copies, enc), Lane, message.ToByteArray(), audience.Devices);
    }

    private async Task<List<Jid>> FindWithoutKeyAsync(SignalTransaction transaction, GroupAudience audience)
    {
        var holders = await transaction.HoldersAsync(Lane, pipeline.SenderKeyAddress);
        var without = new List<Jid>();
        int holding = 0;
        foreach (var device in audience.Devices)
        {
            if (pipeline.Me.IsThisDevice(device))
                continue;
            if (holders.Contains(SignalAddress.Of(await pipeline.Parts.Directory.Lids.ToLidAsync(device))))
                holding++;
            else
                without.Add(device);
        }

        if (holding == holders.Count)
            return without;
        await transaction.RotateSenderKeyAsync(Lane, pipeline.SenderKeyAddress);
        return [.. audience.Devices.Where(device => !pipeline.Me.IsThisDevice(device))];
    }

    private async Task DistributeAsync(SignalTransaction transaction, List<Jid> without, DeviceCopies copies)
    {
        var reachable = without.Where(device => !_keys.IsUnreachable(device)).ToList();
        if (reachable.Count == 0)
            return;
        byte[] distribution = await transaction.DistributionOfAsync(Lane, pipeline.SenderKeyAddress);
        var carrier = MessageWriter.SenderKeyCarrier(Lane, distribution);
        var holders = new List<SignalAddress>(reachable.Count);
        foreach (var device in reachable)
        {
            await copies.AddAsync(device, carrier);
            holders.Add(await pipeline.Addresses.OfAsync(transaction, device));
        }

        await transaction.AddHoldersAsync(Lane, pipeline.SenderKeyAddress, holders);
    }

    private Node Stanza(GroupAudience audience, StanzaAttributes attributes, DeviceCopies copies, Node enc)
    {
        var content = new List<Node>(5);
        if (copies.Count > 0)
            content.Add(copies.ToNode());
        content.Add(enc);
        if (copies.NeedsIdentity)
            content.Add(EncNodes.DeviceIdentity(pipeline.Me.Account));
        if (attributes.Meta is { } meta)
            content.Add(meta);
        var me = pipeline.Me.In(audience.Addressing == "lid" ? JidKind.Lid : JidKind.User).ToAccount();
        if (ReportingToken.NodeOf(message, Id, me, Lane) is { } reporting)
            content.Add(reporting);
        return new Node(
            "message",
            [
                ("id", Id),
                ("to", Lane),
                ("type", attributes.Type),
                ("addressing_mode", audience.Addressing),
                ("phash", audience.Addressing is null ? null : ParticipantHash.Of(audience.Devices)),
                ("edit", attributes.Edit),
            ],
            [.. content]);
    }
}
