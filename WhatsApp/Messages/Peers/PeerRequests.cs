using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Proto;
using static Wasilo.WhatsApp.Proto.PeerDataOperationRequestMessage.Types;

namespace Wasilo.WhatsApp.Messages;

/// <summary>What a device asks of its account's phone. The answer names the id of the message that asked.</summary>
internal static class PeerRequests
{
    /// <summary>Asks for messages that couldn't be decrypted. The answer is a <see cref="PeerResponses"/>.</summary>
    internal static Message ResendMessages(IEnumerable<MessageReference> messages)
    {
        var request = new PeerDataOperationRequestMessage
        {
            PeerDataOperationRequestType = PeerDataOperationRequestType.PlaceholderMessageResend,
        };
        request.PlaceholderMessageResendRequest.AddRange(
            messages.Select(message => new PlaceholderMessageResendRequest { MessageKey = ContentFields.Key(message) }));
        return Of(request);
    }

    /// <summary>Asks for what was written in a chat before a message. The answer is a history.</summary>
    /// <param name="oldest">The oldest message that this device has.</param>
    /// <param name="oldestTime">Its time.</param>
    /// <param name="count">How many messages; phones give 50 as a rule.</param>
    /// <param name="account">The account by hidden id.</param>
    internal static Message History(MessageReference oldest, DateTimeOffset oldestTime, int count, Jid? account = null)
    {
        var request = new HistorySyncOnDemandRequest
        {
            ChatJid = oldest.Chat?.ToString() ?? throw new ArgumentException("A history is asked for of a chat.", nameof(oldest)),
            OldestMsgId = oldest.Id,
            OldestMsgFromMe = oldest.FromMe,
            OnDemandMsgCount = count,
            OldestMsgTimestampMs = oldestTime.ToUnixTimeSeconds(), // its name says milliseconds; whatsmeow sends seconds
        };
        if (account is not null)
            request.AccountLid = account.ToAccount().ToString();
        return Of(new()
        {
            PeerDataOperationRequestType = PeerDataOperationRequestType.HistorySyncOnDemand,
            HistorySyncOnDemandRequest = request,
        });
    }

    /// <summary>Asks for keys of the app state. The answer is a key share.</summary>
    internal static Message AppStateKeys(IEnumerable<ReadOnlyMemory<byte>> keyIds)
    {
        var request = new AppStateSyncKeyRequest();
        request.KeyIds.AddRange(keyIds.Select(id => new AppStateSyncKeyId { KeyId = ByteString.CopyFrom(id.Span) }));
        return new()
        {
            ProtocolMessage = new() { Type = ProtocolMessage.Types.Type.AppStateSyncKeyRequest, AppStateSyncKeyRequest = request },
        };
    }

    private static Message Of(PeerDataOperationRequestMessage request) => new()
    {
        ProtocolMessage = new()
        {
            Type = ProtocolMessage.Types.Type.PeerDataOperationRequestMessage,
            PeerDataOperationRequestMessage = request,
        },
    };
}
