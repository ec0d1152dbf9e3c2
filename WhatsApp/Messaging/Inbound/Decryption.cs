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
    // Senders write two at most. Each costs a key agreement, so that more are somebody's play with us.
    private const int MaxParts = 16;

    private DecodedMessage? _message;
    private SignalException? _failure;
    private bool _isDuplicate;
    private bool _isMalformed;
    private bool _hasCopy;
    private bool _hasKnown;
    private bool _isHidden;
    private bool _isBot;
    private int _count;

    internal async ValueTask<DecryptionOutcome> DecryptAsync()
    {
        // A copy brings the sender key, so it goes first wherever it stands.
        var parts = stanza.Children.Length <= MaxParts ? stanza.Children : stanza.Children[..MaxParts];
        foreach (var child in parts)
        {
            if (Look(child) is not PartKind.Group and not PartKind.None and var kind)
                await TryAsync(child, kind);
        }

        foreach (var child in parts)
        {
            if (KindOf(child) == PartKind.Group)
                await TryAsync(child, PartKind.Group);
        }

        var result = Result();
        return new DecryptionOutcome(result)
        {
            Message = result == DecryptionResult.Message ? _message : null,
            Reason = result == DecryptionResult.Failed ? _failure?.Reason : null,
            NeedsKeys = !_hasCopy && _failure is NoSenderKeyException,
            Count = _count,
            IsHidden = _isHidden,
        };
    }

    private PartKind Look(Node child)
    {
        var kind = KindOf(child);
        _hasKnown |= kind is PartKind.Device or PartKind.Group;
        _hasCopy |= kind == PartKind.Device;
        if (child.Tag == "enc")
        {
            _isHidden |= child["decrypt-fail"] == "hide";
            _isBot |= child["type"] == "msmsg";
            if (int.TryParse(child["count"], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
                _count = Math.Max(_count, count);
        }

        return kind;
    }

    // Channels aren't encrypted; nothing else is taken unencrypted.
    private PartKind KindOf(Node child) => child.Tag switch
    {
        "enc" when child["v"] == EncNodes.Version => child["type"] switch
        {
            "msg" or "pkmsg" => PartKind.Device,
            "skmsg" => PartKind.Group,
            _ => PartKind.None,
        },
        "plaintext" when source.Chat.Kind == JidKind.Newsletter => PartKind.Plain,
        _ => PartKind.None,
    };

    private DecryptionResult Result()
    {
        if (SaysSomething(_message) || (_message is not null && _failure is null))
            return DecryptionResult.Message;
        if (_failure is not null)
            return DecryptionResult.Failed;
        if (_isMalformed)
            return DecryptionResult.Malformed;
        if (_isDuplicate)
            return DecryptionResult.Duplicate;
        if (stanza.Child("unavailable") is not null)
            return DecryptionResult.Unavailable;
        if (_isBot)
            return DecryptionResult.Bot;
        return !_hasKnown && stanza.Child("enc") is null ? DecryptionResult.Empty : DecryptionResult.UnknownEncryption;
    }

    private async ValueTask TryAsync(Node part, PartKind kind)
    {
        try
        {
            switch (kind)
            {
                case PartKind.Device:
                    await DecryptCopyAsync(part);
                    break;
                case PartKind.Group:
                    await DecryptFromGroupAsync(part);
                    break;
                default:
                    Take(Read(part.Bytes));
                    break;
            }
        }
        catch (DuplicateMessageException)
        {
            _isDuplicate = true;
        }
        catch (SignalException e)
        {
            _failure ??= e;
        }
        catch (MessageException)
        {
            _isMalformed = true;
        }
    }

    private async ValueTask DecryptCopyAsync(Node enc)
    {
        var address = await pipeline.Addresses.OfAsync(transaction, source.Sender);
        var kind = enc["type"] == "pkmsg" ? CiphertextKind.PreKeyMessage : CiphertextKind.Message;
        if (kind == CiphertextKind.PreKeyMessage && source.Sender.Device != 0)
            await CompanionCheck.VerifyAsync(pipeline, transaction, stanza, source.Sender, address, enc.Bytes);
        byte[] plaintext = await transaction.DecryptAsync(address, kind, enc.Bytes);
        Take(Read(MessagePadding.Remove(plaintext)));
        if (_message?.Distribution is { } distribution && GroupOf(distribution) is { } group)
            await transaction.ProcessDistributionAsync(group, address, distribution.AxolotlSenderKeyDistributionMessage.Memory);
    }

    private async ValueTask DecryptFromGroupAsync(Node enc)
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

        Take(Read(MessagePadding.Remove(plaintext)));
    }

    // Its key is used up: whatever is wrong with what it says, the message must not come back for ever and take the connection with it.
    private DecodedMessage Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            return MessageReader.Read(message, source.IsFromMe);
        }
        catch (Exception e) when (e is not (MessageException or OutOfMemoryException))
        {
            throw new MalformedMessageException("A decrypted message can't be read.", e);
        }
    }

    // A key is good for the group that it names and for nobody else's messages; in a group's stanza it must be that group's.
    private Jid? GroupOf(Message.Types.SenderKeyDistributionMessage distribution) =>
        Jid.TryParse(distribution.GroupId, out var group) && group.IsList() && (!source.Chat.IsList() || source.Chat == group)
            ? group
            : null;

    // What several ciphertexts of a stanza say is one message, which is what protobuf makes of their bytes in a row.
    private void Take(DecodedMessage next)
    {
        if (!SaysSomething(_message))
            _message = next;
        else if (SaysSomething(next))
            _message = Read((byte[])[.. _message!.Bytes.Span, .. next.Bytes.Span]);
    }

    private static bool SaysSomething(DecodedMessage? message) => message is { Content: not null } or { Protocol: not null };

    private enum PartKind
    {
        None,
        Plain,
        Device,
        Group,
    }
}
