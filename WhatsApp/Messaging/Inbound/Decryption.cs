using System.Globalization;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging.Outbound;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Signal;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.WhatsApp.Messaging.Inbound;

/// <summary>Decrypts what is in a message's stanza: the copy for this device, then what its group got.</summary>
internal sealed class Decryption(MessagePipeline pipeline, SignalTransaction transaction, Node stanza, MessageSource source)
{
    private DecodedMessage? _message;
    private SignalException? _failure;
    private bool _isDuplicate;
    private bool _isMalformed;

    internal async Task<DecryptionOutcome> DecryptAsync()
    {
        if (stanza.Child("plaintext") is { } plaintext)
            await TryAsync(() => ReadPlaintextAsync(plaintext), isForGroup: false);
        int known = 0;
        int count = 0;
        bool isHidden = false;
        bool isBot = false;
        bool hasCopy = false;
        // A copy brings the sender key, so it goes first wherever it stands.
        foreach (var enc in stanza.Children.Where(IsForDevice))
        {
            hasCopy = true;
            await TryAsync(() => DecryptCopyAsync(enc), isForGroup: false);
        }

        foreach (var enc in stanza.Children)
        {
            if (enc.Tag != "enc")
                continue;
            count = Math.Max(count, Number(enc["count"]));
            isHidden |= enc["decrypt-fail"] == "hide";
            isBot |= enc["type"] == "msmsg";
            known += IsForDevice(enc) || IsForGroup(enc) ? 1 : 0;
            if (IsForGroup(enc))
                await TryAsync(() => DecryptFromGroupAsync(enc), isForGroup: true);
        }

        var result = Result(known, isBot);
        return new DecryptionOutcome(result)
        {
            Message = result == DecryptionResult.Message ? _message : null,
            Reason = result == DecryptionResult.Failed ? _failure?.Reason : null,
            NeedsKeys = !hasCopy && _failure is NoSenderKeyException,
            Count = count,
            IsHidden = isHidden,
        };
    }

    private DecryptionResult Result(int known, bool isBot)
    {
        bool saysSomething = _message is { Content: not null } or { Protocol: not null };
        if (saysSomething || (_message is not null && _failure is null))
            return DecryptionResult.Message;
        if (_failure is not null)
            return DecryptionResult.Failed;
        if (_isMalformed)
            return DecryptionResult.Malformed;
        if (_isDuplicate)
            return DecryptionResult.Duplicate;
        if (stanza.Child("unavailable") is not null)
            return DecryptionResult.Unavailable;
        if (isBot)
            return DecryptionResult.Bot;
        return known == 0 && stanza.Child("enc") is null ? DecryptionResult.Empty : DecryptionResult.UnknownEncryption;
    }

    private static bool IsForDevice(Node enc) => enc.Tag == "enc" && enc["v"] == EncNodes.Version && enc["type"] is "msg" or "pkmsg";

    private static bool IsForGroup(Node enc) => enc.Tag == "enc" && enc["v"] == EncNodes.Version && enc["type"] == "skmsg";

    private async Task TryAsync(Func<Task> decrypt, bool isForGroup)
    {
        try
        {
            await decrypt();
        }
        catch (DuplicateMessageException)
        {
            _isDuplicate = true;
        }
        catch (SignalException e)
        {
            _failure ??= e;
            if (e is CorruptRecordException)
                await DropAsync(isForGroup);
        }
        catch (MessageException)
        {
            _isMalformed = true;
        }
    }

    // What is stored can't be read: without it the sender can begin anew.
    private async Task DropAsync(bool isForGroup)
    {
        var address = SignalAddress.Of(await pipeline.Parts.Directory.Lids.ToLidAsync(source.Sender));
        if (isForGroup)
            await transaction.DropSenderKeysAsync(source.Chat, address);
        else
            await transaction.DropSessionAsync(address);
    }

    // Channels aren't encrypted; nor is anything else taken unencrypted.
    private Task ReadPlaintextAsync(Node plaintext)
    {
        if (source.Chat.Kind == JidKind.Newsletter)
            Take(() => MessageReader.Read(plaintext.Bytes, isFromOwnAccount: false));
        return Task.CompletedTask;
    }

    private async Task DecryptCopyAsync(Node enc)
    {
        var address = await pipeline.Addresses.OfAsync(transaction, source.Sender);
        var kind = enc["type"] == "pkmsg" ? CiphertextKind.PreKeyMessage : CiphertextKind.Message;
        if (kind == CiphertextKind.PreKeyMessage)
            await CompanionCheck.VerifyAsync(pipeline, transaction, stanza, source.Sender, address, enc.Bytes);
        byte[] plaintext = await transaction.DecryptAsync(address, kind, enc.Bytes);
        Take(() => MessageReader.ReadPadded(plaintext, source.IsFromMe));
        if (_message?.Distribution is { } distribution && GroupOf(distribution) is { } group)
        {
            await transaction.ProcessDistributionAsync(group, address, distribution.AxolotlSenderKeyDistributionMessage.Memory);
        }
    }

    private async Task DecryptFromGroupAsync(Node enc)
    {
        var address = await pipeline.Addresses.OfAsync(transaction, source.Sender);
        byte[] plaintext;
        try
        {
            plaintext = await transaction.DecryptFromGroupAsync(source.Chat, address, enc.Bytes);
        }
        catch (NoSenderKeyException)
        {
            // Its key may have come before its hidden id was known.
            if (await pipeline.Addresses.FormerOfAsync(source.Sender) is not { } former || former == address)
                throw;
            plaintext = await transaction.DecryptFromGroupAsync(source.Chat, former, enc.Bytes);
        }

        Take(() => MessageReader.ReadPadded(plaintext, source.IsFromMe));
    }

    // A key is good for the group that it names and for nobody else's messages; in a group's stanza it must be that group's.
    private Jid? GroupOf(Message.Types.SenderKeyDistributionMessage distribution) =>
        Jid.TryParse(distribution.GroupId, out var group)
        && group.Kind is JidKind.Group or JidKind.Status or JidKind.Broadcast
        && (source.Chat.Kind is not (JidKind.Group or JidKind.Status or JidKind.Broadcast) || source.Chat == group)
            ? group
            : null;

    // What several ciphertexts of a stanza say is one message, which is what protobuf makes of their bytes in a row.
    private void Take(Func<DecodedMessage> read)
    {
        var next = read();
        bool hadContent = _message is { Content: not null } or { Protocol: not null };
        bool hasContent = next is { Content: not null } or { Protocol: not null };
        if (hadContent && hasContent)
            _message = MessageReader.Read((byte[])[.. _message!.Bytes.Span, .. next.Bytes.Span], source.IsFromMe);
        else if (!hadContent)
            _message = next;
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
