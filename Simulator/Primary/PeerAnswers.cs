using Google.Protobuf;
using Wasilo.Simulator.Routing;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.Simulator.Primary;

/// <summary>What a phone answers when its own devices ask for something.</summary>
internal sealed class PeerAnswers(PrimaryDevice primary)
{
    private const int MostMessages = 50;

    /// <summary>Answers; false if the message asks for nothing.</summary>
    public async Task<bool> TryAnswerAsync(Node stanza, Party asking, DecodedMessage message)
    {
        if (asking.Device is not { } device || message.Protocol is not { } protocol)
            return false;
        switch (protocol.Type)
        {
            case ProtocolMessage.Types.Type.AppStateSyncKeyRequest:
                await primary.Outbox.SendPeerAsync(device, Welcome.KeyShare(primary.Phone));
                return true;
            case ProtocolMessage.Types.Type.PeerDataOperationRequestMessage when protocol.PeerDataOperationRequestMessage is { } request:
                await AnswerAsync(device, stanza["id"]!, request);
                return true;
            default:
                return false;
        }
    }

    private async Task AnswerAsync(Phones.Device device, string id, PeerDataOperationRequestMessage request)
    {
        switch (request.PeerDataOperationRequestType)
        {
            case PeerDataOperationRequestType.PlaceholderMessageResend:
                await primary.Outbox.SendPeerAsync(device, Resent(id, request));
                break;
            case PeerDataOperationRequestType.HistorySyncOnDemand when request.HistorySyncOnDemandRequest is { } asked:
                await primary.Outbox.SendPeerAsync(device, History.Notification(Older(asked), HistorySyncType.OnDemand, id));
                break;
        }
    }

    private Message Resent(string id, PeerDataOperationRequestMessage request)
    {
        var response = new PeerDataOperationRequestResponseMessage
        {
            PeerDataOperationRequestType = PeerDataOperationRequestType.PlaceholderMessageResend,
            StanzaId = id,
        };
        foreach (var asked in request.PlaceholderMessageResendRequest)
        {
            if (asked.MessageKey is { } key && primary.Log.TryFind(key.Id, out var logged))
            {
                response.PeerDataOperationResult.Add(new PeerDataOperationRequestResponseMessage.Types.PeerDataOperationResult
                {
                    PlaceholderMessageResendResponse = new() { WebMessageInfoBytes = logged.ToWebMessageInfo().ToByteString() },
                });
            }
        }

        return new Message
        {
            ProtocolMessage = new()
            {
                Type = ProtocolMessage.Types.Type.PeerDataOperationRequestResponseMessage,
                PeerDataOperationRequestResponseMessage = response,
            },
        };
    }

    // What was in the chat before the message that is named.
    private HistorySync Older(PeerDataOperationRequestMessage.Types.HistorySyncOnDemandRequest asked)
    {
        var chat = Jid.TryParse(asked.ChatJid, out var jid) ? History.AccountOf(primary, jid) : null;
        var before = primary.Log.All
            .Where(message => History.AccountOf(primary, message.Chat) == chat)
            .TakeWhile(message => message.Id != asked.OldestMsgId)
            .TakeLast(Math.Clamp(asked.OnDemandMsgCount, 1, MostMessages));
        return History.Of(HistorySyncType.OnDemand, [(asked.ChatJid, before)]);
    }
}
