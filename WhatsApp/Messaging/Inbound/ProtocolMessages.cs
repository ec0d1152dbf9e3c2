using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Messaging.Receipts;
using Wasilo.WhatsApp.Proto;
using Type = Wasilo.WhatsApp.Proto.ProtocolMessage.Types.Type;

namespace Wasilo.WhatsApp.Messaging.Inbound;

/// <summary>Messages of the account's own devices that are for the client and not for its user.</summary>
internal static class ProtocolMessages
{
    /// <summary>Whether it is one of those.</summary>
    internal static bool IsForClient(ProtocolMessage message) => message.HasType && message.Type
        is Type.HistorySyncNotification or Type.AppStateSyncKeyShare or Type.AppStateSyncKeyRequest
        or Type.InitialSecurityNotificationSettingSync or Type.AppStateFatalExceptionNotification
        or Type.PeerDataOperationRequestMessage or Type.PeerDataOperationRequestResponseMessage or Type.LidMigrationMappingSync;

    /// <summary>Takes one of the account's own device.</summary>
    internal static void Take(Intake intake, MessageSource source, ProtocolMessage message)
    {
        try
        {
            switch (message.Type)
            {
                case Type.AppStateSyncKeyShare when message.AppStateSyncKeyShare is { } share:
                    TakeKeys(intake, share);
                    break;
                // From here on only the phone is believed.
                case var _ when source.Sender.Device != 0:
                    break;
                case Type.HistorySyncNotification when message.HistorySyncNotification is { } notification:
                    HistoryIntake.Take(intake, source, notification);
                    intake.Answers.Add(ReceiptNodes.History(source));
                    break;
                case Type.LidMigrationMappingSync when message.LidMigrationMappingSyncMessage is { } migration:
                    foreach (var mapping in LidMapping.ReadMigration(migration).Mappings)
                        intake.Learn(mapping.PhoneNumber, mapping.Lid);
                    break;
                case Type.PeerDataOperationRequestResponseMessage when message.PeerDataOperationRequestResponseMessage is { } response:
                    foreach (var resent in PeerResponses.ReadResent(response))
                        intake.TakeFromPhone(resent);
                    break;
            }
        }
        catch (MessageException)
        {
            // The own phone wrote something that isn't what it says. Nothing follows from it, and asking again gives the same.
        }
    }

    /// <summary>The name under which a key of the app state is kept, beside the collections that it encrypts.</summary>
    internal static string KeyRecord(ReadOnlySpan<byte> keyId) => $"key/{Convert.ToHexString(keyId)}";

    private static void TakeKeys(Intake intake, AppStateSyncKeyShare share)
    {
        foreach (var key in share.Keys)
        {
            // Without data: the device that was asked doesn't have it.
            if (key.KeyId is { KeyId: { Length: > 0 and <= 64 } id } && key.KeyData is { KeyData.IsEmpty: false } data)
                intake.Keep(KeyRecord(id.Span), Google.Protobuf.MessageExtensions.ToByteArray(data));
        }
    }
}
